ALTER TABLE pets ADD COLUMN born timestamptz NOT NULL DEFAULT now();
CREATE TABLE toys (id integer);
ALTER TABLE toys ADD COLUMN token uuid DEFAULT gen_random_uuid();
