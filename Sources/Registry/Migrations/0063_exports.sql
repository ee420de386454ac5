-- Lists that somebody asked to have as a file; made in the background, gone after a day.
CREATE TABLE exports (
    id UUID PRIMARY KEY,
    owner UUID NOT NULL REFERENCES users (id),
    noun TEXT NOT NULL,
    format TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Why identifiers are shown in full; null where they stay masked.
    purpose TEXT,
    -- Sealed: which list, with its filter, which may hold a mobile number that was looked for.
    source BLOB NOT NULL,
    state TEXT NOT NULL,
    -- Rows expected and rows written.
    total INTEGER,
    written INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- Which server works on it, and until when it counts as alive.
    runner UUID,
    lease INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    created INTEGER NOT NULL,
    started INTEGER,
    finished INTEGER,
    expires INTEGER
) STRICT;
CREATE INDEX exports_by_owner ON exports (owner, created);
CREATE INDEX exports_by_state ON exports (state, created);
