-- What a program signs in with in the name of a user.
CREATE TABLE access_tokens (
    id UUID PRIMARY KEY,
    -- SHA-256: a copy of the data base signs nobody in.
    token BLOB NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES users (id),
    -- Which program; no personal data.
    name TEXT NOT NULL,
    maker UUID,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER,
    revoked INTEGER
) STRICT;
CREATE INDEX access_tokens_by_user ON access_tokens (user_id, created);
