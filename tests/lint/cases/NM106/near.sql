ALTER TABLE pets ADD CONSTRAINT age_above CHECK (age > 0);
