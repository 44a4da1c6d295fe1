-- atlas:txmode none

ALTER TABLE toys ADD CONSTRAINT toys_pet FOREIGN KEY (pet) REFERENCES pets (id) NOT VALID;
ALTER TABLE toys VALIDATE CONSTRAINT toys_pet;
