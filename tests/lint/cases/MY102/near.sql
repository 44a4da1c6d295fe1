CREATE TABLE toys (id int PRIMARY KEY, pet int, CONSTRAINT toys_pet FOREIGN KEY (pet) REFERENCES pets (id));
