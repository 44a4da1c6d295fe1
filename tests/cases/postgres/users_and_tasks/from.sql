CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, email varchar(255) NOT NULL UNIQUE);
CREATE TABLE tasks (
  id serial PRIMARY KEY,
  title text NOT NULL,
  user_id integer REFERENCES users (id) ON DELETE SET NULL
);
