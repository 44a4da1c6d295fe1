CREATE TABLE pets (id integer NOT NULL, name text, age integer);
