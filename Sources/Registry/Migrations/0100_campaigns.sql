-- People who came home and are not registered, published from a run that linked two lists.
CREATE TABLE left_out_lists (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    maker UUID,
    created INTEGER NOT NULL,
    -- Null until all of it is in: nobody sees half a list.
    published INTEGER
) STRICT;

-- What the run counted: target = recorded - registered, by block, municipality or ward.
CREATE TABLE list_targets (
    list UUID NOT NULL REFERENCES left_out_lists (id),
    place INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    registered INTEGER NOT NULL,
    PRIMARY KEY (list, place)
) STRICT;

CREATE TABLE left_outs (
    -- Made from the list and the row, so that a list that comes again is the same people.
    id UUID PRIMARY KEY,
    list UUID NOT NULL REFERENCES left_out_lists (id),
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- The village as lists name it: houses are walked by it.
    village TEXT NOT NULL,
    -- Blind number of the family; null where the list knows none.
    family INTEGER,
    -- Sealed: the Person as JSON.
    person BLOB NOT NULL,
    -- How many rows of the list stood for the person.
    rows INTEGER NOT NULL,
    -- Of the latest visit that counts; null while nobody was there.
    outcome TEXT,
    visit UUID,
    -- When to come again.
    next_on TEXT,
    -- A second visit that says otherwise, until somebody decides.
    conflict UUID,
    application UUID,
    worker UUID,
    -- Milliseconds; phones ask for what changed since.
    changed INTEGER NOT NULL
) STRICT;
CREATE INDEX left_outs_by_block ON left_outs (block, list, village, id);
CREATE INDEX left_outs_by_panchayat ON left_outs (panchayat, list, village, id);
CREATE INDEX left_outs_by_change ON left_outs (block, changed, id);
CREATE INDEX left_outs_in_conflict ON left_outs (block, changed) WHERE conflict IS NOT NULL;
CREATE INDEX left_outs_to_visit ON left_outs (block, next_on) WHERE next_on IS NOT NULL;

CREATE TABLE campaigns (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    list UUID REFERENCES left_out_lists (id),
    -- The area of the drive.
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    -- yyyy-mm-dd, in India.
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    -- Houses are visited until this day; then people are brought to the offices.
    visits_until TEXT NOT NULL,
    -- Days off, one after the other with a blank between.
    days_off TEXT NOT NULL,
    -- Minutes after midnight in India, of each day's return and of the final one on the day after.
    daily_by INTEGER NOT NULL,
    final_by INTEGER NOT NULL,
    -- Paise for an approved registration, to the body that collected it.
    fee INTEGER NOT NULL,
    -- E-mail addresses of the returns, with blanks between.
    recipients TEXT NOT NULL,
    maker UUID,
    created INTEGER NOT NULL,
    closed INTEGER,
    -- When all figures were last counted again from the records, and how many differed.
    recounted INTEGER,
    differences INTEGER,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX campaigns_by_day ON campaigns (last_day);

-- Changes of a target, with their reasons; the latest is what holds.
CREATE TABLE target_adjustments (
    id UUID PRIMARY KEY,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    place INTEGER NOT NULL,
    change INTEGER NOT NULL,
    reason TEXT NOT NULL,
    actor UUID,
    time INTEGER NOT NULL
) STRICT;
CREATE INDEX target_adjustments_by_place ON target_adjustments (campaign, place, time);

-- What an enumerator met: one row a person, one `house` for all rows of one knock at one door.
CREATE TABLE house_visits (
    id UUID PRIMARY KEY,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    house UUID NOT NULL,
    -- 1 for the row that a door was counted by.
    knock INTEGER NOT NULL,
    left_out UUID REFERENCES left_outs (id),
    application UUID,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    visitor UUID,
    device TEXT NOT NULL,
    day TEXT NOT NULL,
    visited INTEGER NOT NULL,
    received INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    form TEXT NOT NULL,
    next_on TEXT,
    -- Whether it says what holds, waits for a decision, or was set aside: counts, waits, aside.
    standing TEXT NOT NULL,
    -- A keyed digest of what was sent: the same id with another content is a conflict.
    digest BLOB NOT NULL,
    -- Sealed: the report as it was sent.
    content BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX house_visits_by_door ON house_visits (house) WHERE knock = 1;
CREATE INDEX house_visits_by_left_out ON house_visits (left_out, received);
CREATE INDEX house_visits_by_day ON house_visits (campaign, day, block);
CREATE INDEX house_visits_by_visitor ON house_visits (visitor, received);

-- Figures of a drive, kept as records change; a place has its own and those of all below it.
CREATE TABLE drive_counters (
    campaign UUID NOT NULL,
    place INTEGER NOT NULL,
    measure TEXT NOT NULL,
    -- yyyy-mm-dd; empty for what has no day, such as the target.
    day TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (campaign, place, measure, day)
) STRICT;

-- The drive that a form came in with, and the person of the list whom it is for.
CREATE TABLE drive_applications (
    application UUID PRIMARY KEY,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    left_out UUID,
    -- The gram panchayat, municipality or centre that collected the form: who is paid for it.
    collector INTEGER,
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER
) STRICT;
CREATE INDEX drive_applications_by_campaign ON drive_applications (campaign, block);
