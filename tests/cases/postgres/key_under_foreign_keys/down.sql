-- Modify "orders" table
ALTER TABLE "orders" DROP CONSTRAINT "orders_user_id_fkey";
-- Modify "orders" table
ALTER TABLE "orders" ALTER COLUMN "user_id" TYPE integer;
-- Modify "users" table
ALTER TABLE "users" ALTER COLUMN "id" TYPE integer;
-- Modify "orders" table
ALTER TABLE "orders" ADD CONSTRAINT "orders_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id");
