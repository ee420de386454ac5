-- What an application is found by before there is a worker: blind numbers of identifiers, by the kinds of worker_keys.
CREATE TABLE application_keys (
    kind INTEGER NOT NULL,
    key INTEGER NOT NULL,
    application UUID NOT NULL,
    PRIMARY KEY (kind, key, application)
) WITHOUT ROWID, STRICT;
CREATE INDEX application_keys_by_application ON application_keys (application);
