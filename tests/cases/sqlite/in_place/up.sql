-- Rename a table from "users" to "people"
ALTER TABLE "users" RENAME TO "people";
-- Rename a column from "name" to "full_name"
ALTER TABLE "people" RENAME COLUMN "name" TO "full_name";
-- Drop index "i" from table: "people"
DROP INDEX "i";
-- Add column "age" to table: "people"
ALTER TABLE "people" ADD COLUMN "age" integer NOT NULL DEFAULT 0;
-- Create index "i" to table: "people"
CREATE UNIQUE INDEX "i" ON "people" ("full_name" COLLATE NOCASE);
