-- A day, hours and a place at which people of some villages or wards are registered.
CREATE TABLE camps (
    id UUID PRIMARY KEY,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- The school, hall or office.
    venue TEXT NOT NULL,
    day TEXT NOT NULL,
    -- Minutes after midnight in India.
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    -- Counted after it.
    footfall INTEGER,
    forms INTEGER,
    -- planned, held, cancelled.
    status TEXT NOT NULL,
    -- Why it was changed or cancelled last.
    reason TEXT,
    maker UUID,
    created INTEGER NOT NULL,
    -- Grows with every change that the invited have to hear of.
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX camps_by_day ON camps (campaign, day);

-- Whose people are asked to come: a whole place, or one village of it as the list names it.
CREATE TABLE camp_places (
    camp UUID NOT NULL REFERENCES camps (id),
    place INTEGER NOT NULL,
    village TEXT NOT NULL,
    PRIMARY KEY (camp, place, village)
) STRICT;

CREATE TABLE camp_staff (
    camp UUID NOT NULL REFERENCES camps (id),
    user_id UUID NOT NULL,
    PRIMARY KEY (camp, user_id)
) STRICT;

-- Who of the list was asked to come, and which version of the camp each mobile was told.
CREATE TABLE camp_invitations (
    camp UUID NOT NULL REFERENCES camps (id),
    left_out UUID NOT NULL REFERENCES left_outs (id),
    -- Blind; null where there is no mobile, or the family's was told already.
    mobile_index BLOB,
    told INTEGER NOT NULL,
    PRIMARY KEY (camp, left_out)
) STRICT;
CREATE UNIQUE INDEX camp_invitations_by_mobile ON camp_invitations (camp, mobile_index);
