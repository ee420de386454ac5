-- Workbooks of districts that a run made; they lie sealed in files.
CREATE TABLE workbooks (
    id UUID PRIMARY KEY,
    run UUID NOT NULL REFERENCES linkage_runs (id),
    -- Which of the run's files.
    number INTEGER NOT NULL,
    -- The district as the list names it.
    name TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    size INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX workbooks_by_run ON workbooks (run, number);
CREATE INDEX workbooks_by_district ON workbooks (district, created);
