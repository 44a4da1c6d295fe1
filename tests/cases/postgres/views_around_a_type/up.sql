-- Drop view "big"
DROP VIEW "big";
-- Drop view "totals"
DROP VIEW "totals";
-- Drop materialized view "per_id"
DROP MATERIALIZED VIEW "per_id";
-- Modify "t" table
ALTER TABLE "t" ALTER COLUMN "total" TYPE numeric(12,2);
-- Create "per_id" materialized view
CREATE MATERIALIZED VIEW "per_id" AS
SELECT t.id, sum(t.total) AS total FROM t GROUP BY t.id;
-- Create index "per_id_key" to view: "per_id"
CREATE UNIQUE INDEX "per_id_key" ON "per_id" ("id");
-- Create "totals" view
CREATE VIEW "totals" AS
SELECT t.id, t.total FROM t;
-- Create "big" view
CREATE VIEW "big" AS
SELECT totals.id FROM totals WHERE totals.total > 100;
