-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Rename a table from "people" to "users"
ALTER TABLE "people" RENAME TO "users";
-- Rename a column from "full_name" to "name"
ALTER TABLE "users" RENAME COLUMN "full_name" TO "name";
-- Create "new_users" table
CREATE TABLE "new_users" (
  "id" integer NOT NULL,
  "name" text NULL,
  PRIMARY KEY ("id")
);
-- Copy rows from old table "users" to new temporary table "new_users"
INSERT INTO "new_users" ("id", "name") SELECT "id", "name" FROM "users";
-- Drop "users" table after copying rows
DROP TABLE "users";
-- Rename temporary table "new_users" to "users"
ALTER TABLE "new_users" RENAME TO "users";
-- Create index "i" to table: "users"
CREATE INDEX "i" ON "users" ("name");
-- Check that no foreign key points nowhere
PRAGMA foreign_key_check;
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
