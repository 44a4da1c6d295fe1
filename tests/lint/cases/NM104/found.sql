CREATE INDEX pets_name ON pets (name);
