ALTER TABLE pets ADD COLUMN first_owner text;
