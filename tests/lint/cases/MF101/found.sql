CREATE UNIQUE INDEX pets_name ON pets (name);
