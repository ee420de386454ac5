-- What came under a visit's id with another content: kept until an officer chooses.
CREATE TABLE visit_copies (
    id UUID PRIMARY KEY,
    visit UUID NOT NULL REFERENCES house_visits (id),
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    visitor UUID,
    device TEXT NOT NULL,
    received INTEGER NOT NULL,
    digest BLOB NOT NULL,
    -- Sealed: the report as it was sent.
    content BLOB NOT NULL,
    decided INTEGER,
    UNIQUE (visit, digest)
) STRICT;
CREATE INDEX visit_copies_undecided ON visit_copies (block, received) WHERE decided IS NULL;
