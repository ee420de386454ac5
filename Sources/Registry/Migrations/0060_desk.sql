-- The open applications of an area in the order of the desk, with everything that a list filters by: one run of an index.
-- States are joined by OR, because SQLite does not see that `status = 'verified'` fits an IN.
CREATE INDEX desk_by_block ON applications
(block, status, queue, due, id, escalated, panchayat, duplicate, channel, category, submitted)
WHERE status = 'submitted' OR status = 'verified' OR status = 'returned';
CREATE INDEX desk_by_district ON applications
(district, status, queue, due, id, escalated, subdivision, duplicate, channel, category, submitted)
WHERE status = 'submitted' OR status = 'verified' OR status = 'returned';
CREATE INDEX desk_by_state ON applications
(state, status, queue, due, id, escalated, division, duplicate, channel, category, submitted)
WHERE status = 'submitted' OR status = 'verified' OR status = 'returned';
CREATE INDEX desk_by_due ON applications (status, due, escalated) WHERE status = 'submitted' OR status = 'verified' OR status = 'returned';

-- The decided ones, by their decision.
CREATE INDEX decided_by_block ON applications (block, status, updated, id)
WHERE status = 'approved' OR status = 'rejected' OR status = 'duplicate' OR status = 'withdrawn';
CREATE INDEX decided_by_district ON applications (district, status, updated, id)
WHERE status = 'approved' OR status = 'rejected' OR status = 'duplicate' OR status = 'withdrawn';
CREATE INDEX decided_by_state ON applications (state, status, updated, id)
WHERE status = 'approved' OR status = 'rejected' OR status = 'duplicate' OR status = 'withdrawn';

-- How many applications of a place were decided how; kept by each decision.
CREATE TABLE decided_counts (
    place INTEGER NOT NULL,
    status TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    number INTEGER NOT NULL,
    PRIMARY KEY (place, status)
) STRICT;
CREATE INDEX decided_counts_by_block ON decided_counts (block);
