-- Create "a" table
CREATE TABLE "a" (
  "id" integer NOT NULL,
  "b_id" integer NULL,
  PRIMARY KEY ("id")
);
-- Create "b" table
CREATE TABLE "b" (
  "id" integer NOT NULL,
  "a_id" integer NOT NULL,
  "up" integer NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "b_a_id_fkey" FOREIGN KEY ("a_id") REFERENCES "a" ("id"),
  CONSTRAINT "b_up_fkey" FOREIGN KEY ("up") REFERENCES "b" ("id")
);
-- Create "c" table
CREATE TABLE "c" (
  "a_id" integer NULL,
  CONSTRAINT "c_a_id_fkey" FOREIGN KEY ("a_id") REFERENCES "a" ("id")
);
-- Modify "a" table
ALTER TABLE "a" ADD CONSTRAINT "a_to_b" FOREIGN KEY ("b_id") REFERENCES "b" ("id");
