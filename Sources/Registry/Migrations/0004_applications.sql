CREATE TABLE applications (
    -- Made by whoever began it, a phone too.
    id UUID PRIMARY KEY,
    -- A keyed digest of what was submitted: the same id with another content is a conflict.
    content BLOB,
    channel TEXT NOT NULL,
    scheme TEXT NOT NULL,
    status TEXT NOT NULL,
    number TEXT UNIQUE,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    category TEXT,
    language TEXT NOT NULL,
    -- Sealed: the Person as JSON.
    person BLOB NOT NULL,
    duplicate TEXT NOT NULL DEFAULT 'unknown',
    maker UUID,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    submitted INTEGER,
    due INTEGER,
    -- How many officers beyond the first it was put before, because it was late.
    escalated INTEGER NOT NULL DEFAULT 0,
    -- 0 for an emergency, 1 otherwise: the order of a desk.
    queue INTEGER NOT NULL DEFAULT 1,
    version INTEGER NOT NULL DEFAULT 1,
    worker UUID
) STRICT;
CREATE INDEX applications_by_maker ON applications (maker, status, updated);

-- The other content that came under an id already taken: kept and shown, never dropped.
CREATE TABLE conflicting_copies (
    application UUID NOT NULL,
    content BLOB NOT NULL,
    person BLOB NOT NULL,
    received INTEGER NOT NULL,
    maker UUID,
    PRIMARY KEY (application, content)
) STRICT;

-- Each step of the workflow, in order: of an application, a worker or an appeal.
CREATE TABLE steps (
    id UUID PRIMARY KEY,
    noun TEXT NOT NULL,
    record UUID NOT NULL,
    number INTEGER NOT NULL,
    action TEXT NOT NULL,
    status_before TEXT NOT NULL,
    status_after TEXT NOT NULL,
    actor UUID,
    role TEXT NOT NULL,
    device TEXT NOT NULL,
    reason TEXT,
    -- Sealed free text.
    note BLOB,
    -- Another record that the step names.
    subject UUID,
    time INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX steps_by_record ON steps (record, number);

CREATE TABLE documents (
    id UUID PRIMARY KEY,
    application UUID NOT NULL REFERENCES applications (id),
    kind TEXT NOT NULL,
    media TEXT NOT NULL,
    -- Sealed bytes, and the SHA-256 of what was sealed under a key: many workers with one photo show.
    content BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_by_application ON documents (application, kind);
CREATE INDEX documents_by_fingerprint ON documents (fingerprint);
