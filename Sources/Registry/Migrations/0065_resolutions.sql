-- The board's resolution that a step carries out: its number, and its day as yyyy-mm-dd.
ALTER TABLE steps ADD COLUMN resolution TEXT;
ALTER TABLE steps ADD COLUMN resolution_day TEXT;
