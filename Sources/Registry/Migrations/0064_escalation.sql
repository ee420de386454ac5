-- How many officers beyond the first a registration's waiting decision was put before, because it was late.
ALTER TABLE workers ADD COLUMN escalated INTEGER NOT NULL DEFAULT 0;
CREATE INDEX appeals_by_due ON appeals (status, due);
