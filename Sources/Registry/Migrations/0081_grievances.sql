CREATE TABLE grievances (
    -- Made by the form, so that sending it twice files it once.
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    -- grievance or emergency.
    kind TEXT NOT NULL,
    -- What it is about, as a code.
    topic TEXT NOT NULL,
    mobile_index BLOB NOT NULL,
    -- 1 where a code proved the mobile; 0 for a helper who gave it without.
    proved INTEGER NOT NULL,
    -- Where a helper's request came from, as a keyed hash.
    address BLOB,
    worker UUID,
    language TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- Sealed: name, mobile, text; and the answer.
    content BLOB NOT NULL,
    answer BLOB,
    status TEXT NOT NULL,
    -- Who has to answer.
    officer UUID,
    -- How many officers were asked beyond the first, because it was late.
    escalated INTEGER NOT NULL DEFAULT 0,
    due INTEGER NOT NULL,
    created INTEGER NOT NULL,
    answered INTEGER
) STRICT;
CREATE INDEX grievances_by_block ON grievances (block, status, kind, due);
CREATE INDEX grievances_by_district ON grievances (district, status, kind, due);
CREATE INDEX grievances_by_state ON grievances (state, status, kind, due);
CREATE INDEX grievances_by_due ON grievances (status, due);
CREATE INDEX grievances_by_mobile ON grievances (mobile_index, created);
CREATE INDEX grievances_by_address ON grievances (address, created);
