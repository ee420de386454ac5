-- Certificates that were handed out: the code on them as a keyed hash, and whose it is.
CREATE TABLE certificates (
    digest BLOB PRIMARY KEY,
    worker UUID NOT NULL,
    issued INTEGER NOT NULL
) STRICT;
CREATE INDEX certificates_by_worker ON certificates (worker);
