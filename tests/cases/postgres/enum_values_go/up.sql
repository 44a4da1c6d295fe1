-- Drop view "happy"
DROP VIEW "happy";
-- Rename a type from "mood" to "mood__old"
ALTER TYPE "mood" RENAME TO "mood__old";
-- Create enum type "mood"
CREATE TYPE "mood" AS ENUM ('ok', 'great');
-- Modify "t" table
ALTER TABLE "t"
  ALTER COLUMN "mood" DROP DEFAULT,
  ALTER COLUMN "mood" TYPE mood USING "mood"::text::mood,
  ALTER COLUMN "mood" SET DEFAULT 'ok',
  ALTER COLUMN "moods" TYPE mood[] USING "moods"::text[]::mood[];
-- Create "happy" view
CREATE VIEW "happy" AS
SELECT t.id FROM t WHERE t.mood = 'great';
-- Drop the replaced type "mood__old"
DROP TYPE "mood__old";
