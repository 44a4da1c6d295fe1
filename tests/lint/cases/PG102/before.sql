CREATE TABLE pets (id integer PRIMARY KEY, name text, age integer);
CREATE INDEX pets_name ON pets (name);
