-- Drop view "paid"
DROP VIEW "shop"."paid";
-- Drop function "all_orders"
DROP FUNCTION "shop"."all_orders"();
-- Drop "orders" table
DROP TABLE "shop"."orders";
-- Drop "log" table
DROP TABLE "shop"."log";
-- Drop function "stamp"
DROP FUNCTION "shop"."stamp"();
-- Drop function "next_number"
DROP FUNCTION "shop"."next_number"();
-- Drop sequence "numbers"
DROP SEQUENCE "shop"."numbers";
-- Drop domain "price"
DROP DOMAIN "shop"."price";
-- Drop composite type "point"
DROP TYPE "shop"."point";
-- Drop enum type "state"
DROP TYPE "shop"."state";
-- Drop schema named "shop"
DROP SCHEMA "shop";
