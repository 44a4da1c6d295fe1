CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, email varchar(255) NOT NULL UNIQUE, age integer);
CREATE TABLE tasks (
  id serial PRIMARY KEY,
  title varchar(100) NOT NULL DEFAULT 'to do',
  user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX tasks_by_user ON tasks (user_id);
COMMENT ON COLUMN users.age IS 'in years';
