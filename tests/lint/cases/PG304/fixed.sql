-- atlas:txmode none

ALTER TABLE pets ADD CONSTRAINT pets_id_not_null CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE pets VALIDATE CONSTRAINT pets_id_not_null;
ALTER TABLE pets ADD PRIMARY KEY (id);
ALTER TABLE pets DROP CONSTRAINT pets_id_not_null;
