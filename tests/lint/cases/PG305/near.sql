ALTER TABLE pets ADD CONSTRAINT grown CHECK (age > 0) NOT VALID;
CREATE TABLE toys (id integer);
ALTER TABLE toys ADD CHECK (id > 0);
