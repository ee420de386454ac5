CREATE TABLE messages (
    id UUID PRIMARY KEY,
    -- sms or voice.
    medium TEXT NOT NULL,
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    -- The application, worker or grievance that it tells of.
    about UUID,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- Sealed: mobile and text.
    content BLOB NOT NULL,
    mobile_index BLOB NOT NULL,
    -- The id under which the text's pattern is registered with the operators.
    registration TEXT NOT NULL,
    parts INTEGER NOT NULL,
    -- Paise.
    cost INTEGER NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- When it is tried next; while it is being sent: when the sender counts as lost.
    next_attempt INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    -- The gateway's own name for it.
    reference TEXT,
    problem TEXT,
    -- The key that was pressed during a call.
    keypress TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_waiting ON messages (status, next_attempt);
CREATE INDEX messages_about ON messages (about);
CREATE INDEX messages_by_district ON messages (district, created);
CREATE INDEX messages_by_block ON messages (block, created);

-- Mobiles that want no messages of a medium; codes that somebody asked for still go out.
CREATE TABLE message_refusals (
    mobile_index BLOB NOT NULL,
    medium TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (mobile_index, medium)
) STRICT;
