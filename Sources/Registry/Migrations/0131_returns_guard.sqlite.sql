-- What was signed stays as it was signed.
CREATE TRIGGER drive_returns_stay BEFORE UPDATE ON drive_returns
BEGIN SELECT RAISE(ABORT, 'a signed return stays as it is'); END;
CREATE TRIGGER drive_returns_are_kept BEFORE DELETE ON drive_returns
BEGIN SELECT RAISE(ABORT, 'a signed return stays as it is'); END;
