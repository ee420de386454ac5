CREATE TABLE messages (
    id UUID PRIMARY KEY,
    -- sms or voice.
    medium TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    about UUID,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- Sealed: mobile and the values of the template.
    content BLOB NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    reference TEXT,
    problem TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_waiting ON messages (status, next_attempt);
CREATE INDEX messages_about ON messages (about);
