ALTER TABLE pets ALTER COLUMN name TYPE varchar(40);
ALTER TABLE pets ALTER COLUMN name TYPE text USING name::text;
ALTER TABLE pets ALTER COLUMN price TYPE numeric(12,2);
