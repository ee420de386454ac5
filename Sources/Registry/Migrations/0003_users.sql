CREATE TABLE users (
    id UUID PRIMARY KEY,
    sign_in TEXT NOT NULL UNIQUE,
    -- Sealed: name, mobile, e-mail.
    person BLOB NOT NULL,
    mobile_index BLOB,
    password TEXT,
    -- Sealed; null until the second factor is set up.
    totp BLOB,
    totp_used INTEGER NOT NULL DEFAULT 0,
    language TEXT NOT NULL,
    created INTEGER NOT NULL,
    disabled INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0,
    -- 1 for the sample cast, whose secrets everybody knows: with such a user the portal serves demonstrations only.
    demonstration INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE assignments (
    user_id UUID NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    place INTEGER NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    PRIMARY KEY (user_id, role, place, valid_from)
) STRICT;
CREATE INDEX assignments_by_state ON assignments (state);
CREATE INDEX assignments_by_district ON assignments (district);

CREATE TABLE sessions (
    -- SHA-256 of the cookie's token: a copy of the data base signs nobody in.
    token BLOB PRIMARY KEY,
    user_id UUID REFERENCES users (id),
    -- For a worker who proved a mobile number.
    mobile_index BLOB,
    csrf TEXT NOT NULL,
    device TEXT NOT NULL,
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE invitations (
    token BLOB PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    -- Sealed: the second factor's secret, until it is the user's own.
    totp BLOB NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX invitations_by_user ON invitations (user_id);
