-- The paper form of an application and where it is: received at the counter, handed over in a bundle, kept, or missing.
CREATE TABLE originals (
    application UUID PRIMARY KEY REFERENCES applications (id),
    status TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- Who took it from the applicant, and when.
    receiver UUID,
    received INTEGER NOT NULL,
    bundle UUID,
    updated INTEGER NOT NULL
) STRICT;
CREATE INDEX originals_by_block ON originals (block, status, received);

-- Papers that one officer hands to another with a list that both sign.
CREATE TABLE bundles (
    id UUID PRIMARY KEY,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    giver UUID NOT NULL,
    handed INTEGER NOT NULL,
    taker UUID,
    taken INTEGER
) STRICT;
CREATE INDEX bundles_by_block ON bundles (block, handed);

-- The list of a bundle, as both signed it; present is null until the taker has looked.
CREATE TABLE bundle_papers (
    bundle UUID NOT NULL REFERENCES bundles (id),
    number INTEGER NOT NULL,
    application UUID NOT NULL,
    present INTEGER,
    PRIMARY KEY (bundle, number)
) STRICT;
