CREATE TABLE users (id integer PRIMARY KEY, code text NOT NULL);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
