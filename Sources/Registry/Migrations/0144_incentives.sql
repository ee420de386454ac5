-- Service centres (BSK, SSK, CSC) to which the state gave the right to register.
CREATE TABLE centres (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    granted INTEGER NOT NULL,
    grantor UUID,
    -- Null while the right holds.
    withdrawn INTEGER,
    reason TEXT
) STRICT;
CREATE INDEX centres_by_block ON centres (block, name);

-- Somebody works for one centre at a time.
CREATE TABLE centre_operators (
    user_id UUID PRIMARY KEY,
    centre UUID NOT NULL REFERENCES centres (id)
) STRICT;
CREATE INDEX centre_operators_by_centre ON centre_operators (centre);

-- The centre at which the form was taken; such a form has no other collector.
ALTER TABLE drive_applications ADD COLUMN centre UUID;
CREATE INDEX drive_applications_by_collector ON drive_applications (campaign, collector);

-- What a body is paid for a period, frozen when it is made.
CREATE TABLE incentive_statements (
    id UUID PRIMARY KEY,
    -- Counted within a district: its number is 320-00001.
    serial INTEGER NOT NULL,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    -- A gram panchayat or municipality, or a centre.
    collector INTEGER,
    centre UUID REFERENCES centres (id),
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    -- Paise: for one registration, and for all lines.
    fee INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    total INTEGER NOT NULL,
    -- Keyed, over all of the above and the lines.
    digest BLOB NOT NULL,
    maker UUID,
    made INTEGER NOT NULL,
    UNIQUE (district, serial)
) STRICT;
CREATE INDEX incentive_statements_by_campaign ON incentive_statements (campaign, made);

-- One registration a line. The keys are what keeps anybody from being paid twice, whatever the program thinks.
CREATE TABLE incentive_lines (
    application UUID PRIMARY KEY REFERENCES applications (id),
    worker UUID NOT NULL UNIQUE,
    statement UUID NOT NULL REFERENCES incentive_statements (id),
    row_number INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    UNIQUE (statement, row_number)
) STRICT;
