CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    parent INTEGER,
    name TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER
) STRICT;

-- A language's name of a place, or with an empty language another spelling.
CREATE TABLE place_names (
    place INTEGER NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (place, language, name)
) STRICT;

-- What became of a code: added, renamed, moved, ended, restored.
CREATE TABLE place_changes (
    place INTEGER NOT NULL,
    time INTEGER NOT NULL,
    change TEXT NOT NULL,
    before TEXT,
    after TEXT,
    PRIMARY KEY (place, time, change)
) STRICT;
CREATE INDEX places_by_parent ON places (parent);
