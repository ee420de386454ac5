-- Officers and field staff who look after a place in a drive. A team stands under the teams of the places above its own.
CREATE TABLE teams (
    id UUID PRIMARY KEY,
    campaign UUID NOT NULL REFERENCES campaigns (id),
    state INTEGER,
    division INTEGER,
    district INTEGER,
    subdivision INTEGER,
    block INTEGER,
    panchayat INTEGER,
    name TEXT NOT NULL,
    supervisor UUID NOT NULL,
    maker UUID,
    created INTEGER NOT NULL,
    ended INTEGER
) STRICT;
CREATE INDEX teams_by_place ON teams (campaign, district, block);

CREATE TABLE team_members (
    team UUID NOT NULL REFERENCES teams (id),
    user_id UUID NOT NULL,
    PRIMARY KEY (team, user_id)
) STRICT;

-- Who is on duty on which day of the drive.
CREATE TABLE team_duties (
    team UUID NOT NULL REFERENCES teams (id),
    day TEXT NOT NULL,
    user_id UUID NOT NULL,
    PRIMARY KEY (team, day, user_id)
) STRICT;

-- When somebody was trained for a drive, whatever team he is in.
CREATE TABLE trainings (
    campaign UUID NOT NULL REFERENCES campaigns (id),
    user_id UUID NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (campaign, user_id)
) STRICT;
