-- Phones that work without a network, each enrolled for one member of staff.
CREATE TABLE devices (
    id UUID PRIMARY KEY,
    -- SHA-256: a copy of the data base syncs nothing.
    token BLOB NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES users (id),
    -- Kind of browser and system.
    name TEXT NOT NULL,
    maker UUID,
    enrolled INTEGER NOT NULL,
    synced INTEGER,
    -- What the phone said when it last synced.
    unsynced INTEGER NOT NULL DEFAULT 0,
    version TEXT NOT NULL DEFAULT '',
    -- Milliseconds that its clock was ahead.
    clock INTEGER NOT NULL DEFAULT 0,
    revoked INTEGER,
    -- When a supervisor asked for everything on it to be erased, and when the phone said that it was.
    wipe INTEGER,
    wiped INTEGER
) STRICT;
CREATE INDEX devices_by_user ON devices (user_id);

CREATE TABLE device_codes (
    -- SHA-256 of the code.
    token BLOB PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    maker UUID,
    expires INTEGER NOT NULL
) STRICT;

-- Photos on their way, until the application comes that they belong to.
CREATE TABLE field_photos (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL,
    size INTEGER NOT NULL,
    received INTEGER NOT NULL,
    -- 1 when all of it came and was made into a picture of ours.
    whole INTEGER NOT NULL DEFAULT 0,
    -- Sealed: what came so far.
    content BLOB NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX field_photos_by_age ON field_photos (created);
