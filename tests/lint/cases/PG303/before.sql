CREATE TABLE pets (id integer PRIMARY KEY, name text, age integer);
ALTER TABLE pets ADD CONSTRAINT grown CHECK (age > 1 AND age IS NOT NULL);
