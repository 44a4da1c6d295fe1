-- atlas:txmode none

CREATE UNIQUE INDEX CONCURRENTLY pets_name_key ON pets (name);
ALTER TABLE pets ADD CONSTRAINT pets_name_key UNIQUE USING INDEX pets_name_key;
