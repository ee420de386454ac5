-- What was signed stays as it was signed.
CREATE FUNCTION refuse_return_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a signed return stays as it is'; END $$;
CREATE TRIGGER drive_returns_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON drive_returns
FOR EACH STATEMENT EXECUTE FUNCTION refuse_return_change();
