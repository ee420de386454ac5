CREATE TABLE workers (
    -- Short, in the order of entry: keys and signatures name a worker by it.
    serial INTEGER PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
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
CREATE INDEX workers_by_block ON workers (block, status, registered);
CREATE INDEX workers_by_district ON workers (district, status, registered);
CREATE INDEX workers_by_end ON workers (valid_until) WHERE valid_until IS NOT NULL;

-- What the comparisons read of a worker, small and sealed. Of its columns only the serial is indexed: at a crore
-- of workers each index on a random value costs more than the rest of an import.
CREATE TABLE worker_signatures (
    serial INTEGER PRIMARY KEY,
    worker UUID NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- What a worker is found by: blind numbers of identifiers, name sounds and blocking keys (`WorkerKey`); the kind is part of
-- what the number is made of.
CREATE TABLE worker_keys (
    key INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    PRIMARY KEY (key, serial)
) WITHOUT ROWID, STRICT;

-- Keys of a large import that wait to be filed in the order of worker_keys, by drawers of that order: pairs of key and
-- serial, 16 bytes each (`KeySpool`).
CREATE TABLE worker_key_spool (
    drawer INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    pairs BLOB NOT NULL,
    PRIMARY KEY (drawer, batch)
) STRICT;

-- Workers who were entered together from a list; the audit names them by the batch.
CREATE TABLE worker_batches (
    first INTEGER PRIMARY KEY,
    last INTEGER NOT NULL,
    id UUID NOT NULL UNIQUE,
    source TEXT NOT NULL,
    -- 1 once each of them was compared with the whole register.
    compared INTEGER NOT NULL
) STRICT;
CREATE INDEX worker_batches_to_compare ON worker_batches (first) WHERE compared = 0;

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
