CREATE TABLE grievances (
    -- Made by the form, so that sending it twice files it once.
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    -- grievance or emergency.
    kind TEXT NOT NULL,
    mobile_index BLOB NOT NULL,
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
    due INTEGER NOT NULL,
    created INTEGER NOT NULL,
    answered INTEGER
) STRICT;
CREATE INDEX grievances_by_block ON grievances (block, status, due);
CREATE INDEX grievances_by_district ON grievances (district, status, due);
CREATE INDEX grievances_by_mobile ON grievances (mobile_index, created);
