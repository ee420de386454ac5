CREATE TABLE workers (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    scheme TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    category TEXT,
    -- Sealed: the Person as JSON.
    person BLOB NOT NULL,
    application UUID,
    registered INTEGER NOT NULL,
    -- When it has to be renewed; null for schemes without end.
    valid_until INTEGER,
    due INTEGER,
    updated INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    merged_into UUID
) STRICT;
CREATE INDEX workers_by_block ON workers (block, status, registered, id);
CREATE INDEX workers_by_district ON workers (district, status, registered, id);
CREATE INDEX workers_by_state ON workers (state, status, registered, id);

-- What the comparisons read of a worker, small and sealed, under a short number that the keys name it by.
CREATE TABLE worker_signatures (
    serial INTEGER PRIMARY KEY,
    worker UUID NOT NULL UNIQUE,
    content BLOB NOT NULL
) STRICT;

-- What a worker is found by: blind numbers of identifiers, name sounds and blocking keys, by kind (`WorkerKey`).
CREATE TABLE worker_keys (
    kind INTEGER NOT NULL,
    key INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    PRIMARY KEY (kind, key, serial)
) WITHOUT ROWID, STRICT;

-- How many workers' names hold a token, by the token's blind number: what a rare name weighs.
CREATE TABLE name_uses (
    token INTEGER PRIMARY KEY,
    uses INTEGER NOT NULL
) STRICT;

-- What an officer decided about two records; it sticks to the pair.
CREATE TABLE pair_decisions (
    first_id UUID NOT NULL,
    second_id UUID NOT NULL,
    decision TEXT NOT NULL,
    weight REAL,
    actor UUID,
    time INTEGER NOT NULL,
    PRIMARY KEY (first_id, second_id)
) STRICT;
CREATE INDEX pair_decisions_by_second ON pair_decisions (second_id);

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
