ALTER TABLE pets ADD COLUMN tag text;
CREATE UNIQUE INDEX pets_tag ON pets (tag);
CREATE INDEX pets_age ON pets (age);
CREATE UNIQUE INDEX pets_id_name ON pets (id, name);
