-- atlas:txmode none

ALTER TABLE pets ADD CONSTRAINT grown CHECK (age > 0) NOT VALID;
ALTER TABLE pets VALIDATE CONSTRAINT grown;
