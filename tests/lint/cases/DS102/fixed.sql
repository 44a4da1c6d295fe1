-- atlas:assert DS102
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pets) THEN RAISE EXCEPTION 'pets is not empty'; END IF; END $$;
DROP TABLE pets;
