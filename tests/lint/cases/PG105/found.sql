ALTER TABLE pets ADD CONSTRAINT pets_name_key UNIQUE (name);
