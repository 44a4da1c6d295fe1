-- Modify "t" table
ALTER TABLE "t" ALTER COLUMN "id" DROP IDENTITY;
-- Create sequence "t_id_seq"
CREATE SEQUENCE "t_id_seq" AS integer;
-- Modify "t" table
ALTER TABLE "t" DROP COLUMN "b";
-- Modify "t" table
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
-- Modify "t" table
ALTER TABLE "t" ALTER COLUMN "id" SET DEFAULT nextval('t_id_seq'::regclass);
-- Let the sequence of "id" go on after the rows of "t"
SELECT setval('t_id_seq'::regclass, max("id")) FROM "t" HAVING max("id") IS NOT NULL;
-- Modify "t" table
ALTER TABLE "t" ADD COLUMN "b" integer NULL GENERATED ALWAYS AS (a * 2) STORED;
-- Create index "t_b" to table: "t"
CREATE INDEX "t_b" ON "t" ("b");
-- Set owner of sequence "t_id_seq"
ALTER SEQUENCE "t_id_seq" OWNED BY "t"."id";
