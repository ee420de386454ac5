-- Pairs that somebody should look at: rows of linked lists, or two workers of the register.
CREATE TABLE review_pairs (
    id UUID PRIMARY KEY,
    -- The linked lists' name; empty for pairs of the register.
    list TEXT NOT NULL,
    first_id UUID NOT NULL,
    second_id UUID NOT NULL,
    -- log2 of the odds that the two are one person.
    weight REAL NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- Sealed: both rows as written, and what each comparison says.
    content BLOB NOT NULL,
    decision TEXT,
    created INTEGER NOT NULL,
    UNIQUE (first_id, second_id)
) STRICT;
CREATE INDEX review_pairs_by_district ON review_pairs (district, decision, weight);
CREATE INDEX review_pairs_by_list ON review_pairs (list, decision);

-- Two workers made one: what is needed to part them again.
CREATE TABLE worker_merges (
    id UUID PRIMARY KEY,
    kept UUID NOT NULL,
    merged UUID NOT NULL,
    status_before TEXT NOT NULL,
    actor UUID,
    time INTEGER NOT NULL,
    undone INTEGER
) STRICT;
CREATE INDEX worker_merges_by_kept ON worker_merges (kept);
CREATE INDEX worker_merges_by_merged ON worker_merges (merged);
