-- Returns of a drive as they were signed: a row a version.
CREATE TABLE drive_returns (
    -- Of the version, made with the form that signs it.
    id UUID PRIMARY KEY,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    district INTEGER NOT NULL,
    -- yyyy-mm-dd; the drive's last one for the final return.
    day TEXT NOT NULL,
    -- daily or final.
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    due INTEGER NOT NULL,
    signed INTEGER NOT NULL,
    signer UUID,
    -- All of it as JSON with sorted keys, and the SHA-256 of these very bytes.
    content TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (campaign, day, kind, district, version)
) STRICT;
