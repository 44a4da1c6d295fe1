CREATE TABLE users (id bigint PRIMARY KEY, code text NOT NULL);
CREATE TABLE orders (id integer PRIMARY KEY, user_id bigint REFERENCES users (id));
