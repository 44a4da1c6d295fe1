ALTER TABLE pets ADD COLUMN new_id bigint;
UPDATE pets SET new_id = id;
