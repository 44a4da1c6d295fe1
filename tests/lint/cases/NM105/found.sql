CREATE TABLE toys (pet integer CONSTRAINT "toysPet" REFERENCES pets (id));
