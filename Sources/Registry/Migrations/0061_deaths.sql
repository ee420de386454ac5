-- One death per person, ever: by the worker's record, and by the blind index of the Aadhaar number over all records.
CREATE TABLE deaths (
    worker UUID PRIMARY KEY,
    identity BLOB UNIQUE,
    -- Sealed: yyyy-mm-dd.
    day BLOB NOT NULL,
    recorded INTEGER NOT NULL
) STRICT;

CREATE INDEX workers_by_validity ON workers (valid_until) WHERE status = 'active';
CREATE INDEX workers_by_due ON workers (status, due);
