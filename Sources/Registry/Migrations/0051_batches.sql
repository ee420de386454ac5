-- Applications that came as a sheet: read row by row, looked at, then submitted like all others.
CREATE TABLE batches (
    -- Made with the page that the sheet is sent from.
    id UUID PRIMARY KEY,
    -- reading, checking, ready, taking, done
    status TEXT NOT NULL,
    scheme TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Where rows that name no place belong.
    fallback INTEGER,
    -- Whether rows that may be somebody in the register are submitted too.
    takes_possible INTEGER NOT NULL DEFAULT 1,
    -- The sheet's own headings, a JSON list.
    headings TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    maker UUID,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX batches_by_time ON batches (created);

CREATE TABLE batch_rows (
    -- The id of the application that the row becomes.
    id UUID PRIMARY KEY,
    batch UUID NOT NULL,
    -- The line of a CSV file, the row of a sheet.
    line INTEGER NOT NULL,
    -- read, faulty, good, possible, certain, repeated, taken, refused, conflicting
    status TEXT NOT NULL,
    -- `field reason` a line: no values.
    faults TEXT NOT NULL,
    -- Sealed: the cells as they came, and what was read from them.
    content BLOB NOT NULL,
    -- Blind number of the first identifier of one person, to find the person twice in one sheet.
    identity INTEGER
) STRICT;
CREATE UNIQUE INDEX batch_rows_by_line ON batch_rows (batch, line);
CREATE INDEX batch_rows_by_status ON batch_rows (batch, status, line);
CREATE INDEX batch_rows_by_identity ON batch_rows (batch, identity, line);
