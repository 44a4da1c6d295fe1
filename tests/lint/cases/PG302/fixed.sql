ALTER TABLE pets ADD COLUMN token uuid;
ALTER TABLE pets ALTER COLUMN token SET DEFAULT gen_random_uuid();
