-- Modify "a" table
ALTER TABLE "a" DROP CONSTRAINT "a_to_b";
-- Drop "c" table
DROP TABLE "c";
-- Drop "b" table
DROP TABLE "b";
-- Drop "a" table
DROP TABLE "a";
