-- Rename a table from "people" to "users"
ALTER TABLE "people" RENAME TO "users";
-- Rename sequence from "people_id_seq" to "users_id_seq"
ALTER SEQUENCE "people_id_seq" RENAME TO "users_id_seq";
-- Drop view "buyers"
DROP VIEW "buyers";
-- Rename a column from "full_name" to "name"
ALTER TABLE "users" RENAME COLUMN "full_name" TO "name";
-- Rename an index from "by_full_name" to "by_name"
ALTER INDEX "by_full_name" RENAME TO "by_name";
-- Create "buyers" view
CREATE VIEW "buyers" AS
SELECT users.name FROM users JOIN orders ON orders.who = users.id;
