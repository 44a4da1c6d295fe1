CREATE TABLE toys (id integer, pet integer);
CREATE INDEX toys_pet ON toys (pet);
