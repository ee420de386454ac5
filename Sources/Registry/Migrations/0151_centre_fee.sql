-- Paise for an approved registration, to the service centre at which it was taken; where it is null, as much as to the other bodies.
ALTER TABLE campaigns ADD COLUMN centre_fee INTEGER;
