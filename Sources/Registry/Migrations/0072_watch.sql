-- What the last look over the register found unusual; the next look of a kind replaces it.
CREATE TABLE watch_findings (
    id UUID PRIMARY KEY,
    -- mobile, account, photo, maker, place (`WatchFinding.Kind`).
    kind TEXT NOT NULL,
    -- What is shared or who is busy: a blind number, a keyed digest in hexadecimal digits, a user's id, a place.
    subject TEXT NOT NULL,
    number INTEGER NOT NULL,
    -- How many there are as a rule, for what rose suddenly.
    usual REAL,
    -- The place that all of it lies in.
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    time INTEGER NOT NULL
) STRICT;
CREATE INDEX watch_findings_by_kind ON watch_findings (kind, number);
CREATE INDEX applications_by_submission ON applications
(submitted, maker, state, division, district, subdivision, block, panchayat) WHERE submitted IS NOT NULL;
