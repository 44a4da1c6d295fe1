CREATE TABLE people (id serial PRIMARY KEY, full_name text, mail text UNIQUE);
CREATE TABLE orders (id integer PRIMARY KEY, who integer REFERENCES people (id));
CREATE INDEX by_full_name ON people (full_name);
CREATE VIEW buyers AS SELECT people.full_name FROM people JOIN orders ON orders.who = people.id;
