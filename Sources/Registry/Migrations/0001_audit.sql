CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    actor UUID,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    noun TEXT NOT NULL,
    record UUID,
    place INTEGER,
    device TEXT NOT NULL,
    details TEXT NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_by_record ON audit (record, sequence);

CREATE TABLE audit_heads (
    sequence INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    time INTEGER NOT NULL,
    signature BLOB NOT NULL
) STRICT;
