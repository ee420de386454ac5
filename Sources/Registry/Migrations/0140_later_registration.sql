-- What was agreed, after the drive, with people who were found and not registered; who is on the list follows from the visits.
CREATE TABLE later_people (
    campaign UUID NOT NULL REFERENCES campaigns (id),
    -- The left-out; of somebody on no list the visit that found him.
    person UUID NOT NULL,
    next_on TEXT,
    -- How it ended; null while it is open.
    ending TEXT,
    actor UUID,
    changed INTEGER NOT NULL,
    PRIMARY KEY (campaign, person)
) STRICT;
CREATE INDEX left_outs_later ON left_outs (list, block) WHERE outcome IN ('found', 'refused', 'away') AND application IS NULL;
CREATE INDEX house_visits_new ON house_visits (campaign, block) WHERE outcome = 'new' AND application IS NULL;
