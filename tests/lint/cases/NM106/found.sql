ALTER TABLE pets ADD CONSTRAINT "ageAbove" CHECK (age > 0);
