ALTER TABLE pets ADD COLUMN "firstOwner" text;
