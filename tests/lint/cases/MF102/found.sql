ALTER TABLE pets DROP INDEX pets_name, ADD UNIQUE INDEX pets_name (name);
