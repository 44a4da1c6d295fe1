-- Modify "tasks" table
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_user_id_fkey";
-- Drop index "tasks_by_user" from table: "tasks"
DROP INDEX "tasks_by_user";
-- Modify "tasks" table
ALTER TABLE "tasks"
  ALTER COLUMN "title" DROP DEFAULT,
  ALTER COLUMN "title" TYPE text,
  ALTER COLUMN "user_id" DROP NOT NULL;
-- Modify "users" table
ALTER TABLE "users" DROP COLUMN "age";
-- Modify "tasks" table
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE SET NULL;
