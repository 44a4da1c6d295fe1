-- atlas:txmode none

ALTER TABLE pets ADD CONSTRAINT pets_name_not_null CHECK (name IS NOT NULL) NOT VALID;
ALTER TABLE pets VALIDATE CONSTRAINT pets_name_not_null;
ALTER TABLE pets ALTER COLUMN name SET NOT NULL;
ALTER TABLE pets DROP CONSTRAINT pets_name_not_null;
