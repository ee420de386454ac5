CREATE TABLE appeals (
    id UUID PRIMARY KEY,
    -- application or worker, and which.
    noun TEXT NOT NULL,
    record UUID NOT NULL,
    number TEXT,
    status TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- Sealed text.
    grounds BLOB NOT NULL,
    maker UUID,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    due INTEGER,
    escalated INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX appeals_by_record ON appeals (record);
CREATE INDEX appeals_by_subdivision ON appeals (subdivision, status, due);
CREATE INDEX appeals_by_district ON appeals (district, status, due);
CREATE INDEX appeals_by_state ON appeals (state, status, due);
CREATE INDEX appeals_by_block ON appeals (block, status, due);
