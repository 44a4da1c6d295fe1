ALTER TABLE pets ADD COLUMN kind text;
UPDATE pets SET kind = 'cat';
ALTER TABLE pets ALTER COLUMN kind SET NOT NULL;
