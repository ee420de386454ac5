-- E-mails on their way, and what became of them.
CREATE TABLE mails (
    -- Of the signed return for a return: it is sent once. The Message-ID is made of it.
    id UUID PRIMARY KEY,
    -- return or reminder.
    template TEXT NOT NULL,
    language TEXT NOT NULL,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- Sealed: the addresses, and what became of each.
    content BLOB NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- When it is tried next; while it is being sent: when the sender counts as lost.
    next_attempt INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
) STRICT;
CREATE INDEX mails_waiting ON mails (status, next_attempt);
CREATE INDEX mails_by_district ON mails (district, id);

-- Who was told when: each reminder goes out once, however many servers look.
CREATE TABLE return_reminders (
    campaign UUID NOT NULL REFERENCES campaigns (id),
    district INTEGER NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Before the deadline.
    minutes INTEGER NOT NULL,
    told INTEGER NOT NULL,
    PRIMARY KEY (campaign, district, day, kind, minutes)
) STRICT;
