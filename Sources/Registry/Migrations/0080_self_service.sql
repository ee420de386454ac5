-- One-time codes that went to a mobile.
CREATE TABLE one_time_codes (
    id UUID PRIMARY KEY,
    mobile_index BLOB NOT NULL,
    -- Sealed.
    mobile BLOB NOT NULL,
    -- Keyed hash of mobile and code.
    code BLOB NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    used INTEGER
) STRICT;
CREATE INDEX one_time_codes_by_mobile ON one_time_codes (mobile_index, created);

-- What a browser was given when it asked; a challenge without codes looks the same to it.
CREATE TABLE code_challenges (
    challenge UUID NOT NULL,
    code UUID NOT NULL,
    PRIMARY KEY (challenge, code)
) STRICT;

-- Who asked how often; the address as a keyed hash.
CREATE TABLE code_requests (
    id UUID PRIMARY KEY,
    address BLOB NOT NULL,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX code_requests_by_time ON code_requests (created, address);

-- Mobiles whose owners have shown a code, sealed: a session names them by the index only.
CREATE TABLE proved_mobiles (
    mobile_index BLOB PRIMARY KEY,
    mobile BLOB NOT NULL,
    proved INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_mobile ON messages (mobile_index, about);
