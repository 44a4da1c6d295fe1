CREATE TABLE toys (pet integer CONSTRAINT toys_pet REFERENCES pets (id));
