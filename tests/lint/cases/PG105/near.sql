CREATE TABLE toys (id integer UNIQUE, pet integer);
ALTER TABLE toys ADD UNIQUE (pet);
