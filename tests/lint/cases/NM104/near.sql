CREATE INDEX pets_name_idx ON pets (name);
