ALTER TABLE pets DROP INDEX pets_name, ADD INDEX pets_name (name, id);
