-- Rename a table from "users" to "people"
ALTER TABLE "users" RENAME TO "people";
-- Rename sequence from "users_id_seq" to "people_id_seq"
ALTER SEQUENCE "users_id_seq" RENAME TO "people_id_seq";
-- Drop view "buyers"
DROP VIEW "buyers";
-- Rename a column from "name" to "full_name"
ALTER TABLE "people" RENAME COLUMN "name" TO "full_name";
-- Rename an index from "by_name" to "by_full_name"
ALTER INDEX "by_name" RENAME TO "by_full_name";
-- Create "buyers" view
CREATE VIEW "buyers" AS
SELECT people.full_name FROM people JOIN orders ON orders.who = people.id;
