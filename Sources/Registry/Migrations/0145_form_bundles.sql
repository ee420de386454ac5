-- Paper forms as they were collected, before anybody typed them in: bundles, in which each form has its number.
CREATE TABLE form_bundles (
    id UUID PRIMARY KEY,
    -- Counted within a district: its number is 320-B00001.
    serial INTEGER NOT NULL,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    day TEXT NOT NULL,
    forms INTEGER NOT NULL,
    collector UUID,
    created INTEGER NOT NULL,
    UNIQUE (district, serial)
) STRICT;
CREATE INDEX form_bundles_by_campaign ON form_bundles (campaign, block, created);

-- What became of a form; one that isn't here yet waits to be typed in.
CREATE TABLE bundle_forms (
    bundle UUID NOT NULL REFERENCES form_bundles (id),
    number INTEGER NOT NULL,
    -- The application that was made of it.
    application UUID UNIQUE,
    -- Why it makes none: unreadable, twice, empty.
    spoiled TEXT,
    actor UUID,
    time INTEGER NOT NULL,
    PRIMARY KEY (bundle, number)
) STRICT;
