-- Lists of people that officers sent, to be linked with each other; their rows lie sealed in files beside the data base.
CREATE TABLE uploaded_lists (
    id UUID PRIMARY KEY,
    -- Equal for all versions of one list: what was decided about a row holds in each of them.
    series UUID NOT NULL,
    name TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    owner UUID NOT NULL REFERENCES users (id),
    -- receiving, checking, ready, refused, removed
    status TEXT NOT NULL,
    -- Bytes that were announced; null where the sender doesn't know.
    size INTEGER,
    received INTEGER NOT NULL DEFAULT 0,
    -- Sealed pieces in the file, and its length with them: whatever stands behind was not acknowledged.
    pieces INTEGER NOT NULL DEFAULT 0,
    stored INTEGER NOT NULL DEFAULT 0,
    rows INTEGER,
    problem TEXT,
    -- Sealed: headings, the first rows, and what was wrong.
    head BLOB,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX uploaded_lists_by_time ON uploaded_lists (created);

CREATE TABLE linkage_runs (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    left_list UUID NOT NULL REFERENCES uploaded_lists (id),
    right_list UUID NOT NULL REFERENCES uploaded_lists (id),
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    owner UUID NOT NULL REFERENCES users (id),
    -- Sealed: which columns hold what, days of ages, spellings of places.
    request BLOB NOT NULL,
    -- Sealed: what came out; null before.
    result BLOB,
    created INTEGER NOT NULL,
    -- When its files are removed; null while somebody may need them.
    removed INTEGER
) STRICT;
CREATE INDEX linkage_runs_by_time ON linkage_runs (created);

-- What the servers do with lists and runs in the background, each thing once.
CREATE TABLE list_jobs (
    -- The list or the run.
    subject UUID NOT NULL,
    -- copy, check, link, review, publish
    kind TEXT NOT NULL,
    -- Who asked for it, and with whose rights it is done.
    owner UUID NOT NULL REFERENCES users (id),
    status TEXT NOT NULL,
    phase TEXT NOT NULL DEFAULT '',
    -- Parts in a thousand.
    done INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- Which server works on it, and until when it counts as alive.
    runner UUID,
    lease INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    created INTEGER NOT NULL,
    started INTEGER,
    finished INTEGER,
    PRIMARY KEY (subject, kind)
) STRICT;
CREATE INDEX list_jobs_by_status ON list_jobs (status, created);
