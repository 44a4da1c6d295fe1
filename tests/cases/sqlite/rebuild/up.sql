-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Drop "greet" trigger
DROP TRIGGER "greet";
-- Drop "names" view
DROP VIEW "names";
-- Create "new_users" table
CREATE TABLE "new_users" (
  "id" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" text NOT NULL DEFAULT 'nobody'
);
-- Copy rows from old table "users" to new temporary table "new_users"
INSERT INTO "new_users" ("id", "name") SELECT "id", IFNULL("name", 'nobody') FROM "users";
-- Set sequence for "new_users" table
DELETE FROM sqlite_sequence WHERE name = 'new_users';
-- Set sequence for "new_users" table
INSERT INTO sqlite_sequence (name, seq) SELECT 'new_users', seq FROM sqlite_sequence WHERE name = 'users';
-- Drop "users" table after copying rows
DROP TABLE "users";
-- Rename temporary table "new_users" to "users"
ALTER TABLE "new_users" RENAME TO "users";
-- Create index "users_by_name" to table: "users"
CREATE INDEX "users_by_name" ON "users" ("name");
-- Create "names" view
CREATE VIEW "names" AS
SELECT name FROM users;
-- Create "greet" trigger
CREATE TRIGGER greet AFTER INSERT ON users BEGIN UPDATE users SET name = 'hi' WHERE name IS NULL; END;
-- Check that no foreign key points nowhere
PRAGMA foreign_key_check;
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
