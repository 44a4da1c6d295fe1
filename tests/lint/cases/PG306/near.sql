CREATE TABLE balls (id integer, pet integer);
ALTER TABLE balls ADD CONSTRAINT balls_pet FOREIGN KEY (pet) REFERENCES pets (id);
