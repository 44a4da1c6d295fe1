CREATE TABLE pets (id integer PRIMARY KEY, name text, age integer);
CREATE TABLE toys (id integer PRIMARY KEY, pet integer, CONSTRAINT toys_pet FOREIGN KEY (pet) REFERENCES pets (id));
