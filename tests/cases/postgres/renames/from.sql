CREATE TABLE users (id serial PRIMARY KEY, name text, mail text UNIQUE);
CREATE TABLE orders (id integer PRIMARY KEY, who integer REFERENCES users (id));
CREATE INDEX by_name ON users (name);
CREATE VIEW buyers AS SELECT users.name FROM users JOIN orders ON orders.who = users.id;
