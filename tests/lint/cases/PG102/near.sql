CREATE INDEX pets_age ON pets (age);
DROP INDEX pets_age;
ALTER TABLE pets DROP COLUMN name;
