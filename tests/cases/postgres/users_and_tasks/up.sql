-- Modify "tasks" table
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_user_id_fkey";
-- Modify "tasks" table
ALTER TABLE "tasks"
  ALTER COLUMN "title" TYPE character varying(100),
  ALTER COLUMN "title" SET DEFAULT 'to do',
  ALTER COLUMN "user_id" SET NOT NULL;
-- Create index "tasks_by_user" to table: "tasks"
CREATE INDEX "tasks_by_user" ON "tasks" ("user_id");
-- Modify "users" table
ALTER TABLE "users" ADD COLUMN "age" integer NULL;
-- Set comment to column: "age" on table: "users"
COMMENT ON COLUMN "users"."age" IS 'in years';
-- Modify "tasks" table
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE;
