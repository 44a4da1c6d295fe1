-- Accept routines that mention what is created later
SET check_function_bodies = off;
-- Add new schema named "shop"
CREATE SCHEMA "shop";
-- Create enum type "state"
CREATE TYPE "shop"."state" AS ENUM ('new', 'paid');
-- Create composite type "point"
CREATE TYPE "shop"."point" AS (
  "x" integer,
  "y" integer
);
-- Create domain "price"
CREATE DOMAIN "shop"."price" AS numeric(10,2) CONSTRAINT "price_check" CHECK (value >= 0);
-- Create sequence "numbers"
CREATE SEQUENCE "shop"."numbers" INCREMENT BY 5 START WITH 1000;
-- Create function "next_number"
CREATE FUNCTION shop.next_number() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('shop.numbers') $$;
-- Create function "stamp"
CREATE FUNCTION shop.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
-- Create "log" table
CREATE TABLE "shop"."log" (
  "day" date NOT NULL,
  "what" text NULL
) PARTITION BY RANGE (day);
-- Create "log_2024" partition of "log"
CREATE TABLE "shop"."log_2024" PARTITION OF "shop"."log" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- Create "orders" table
CREATE TABLE "shop"."orders" (
  "id" bigint NOT NULL DEFAULT shop.next_number(),
  "state" shop.state NOT NULL DEFAULT 'new',
  "total" shop.price NULL,
  "placed" date NOT NULL,
  PRIMARY KEY ("id")
);
-- Modify "orders" table
ALTER TABLE "shop"."orders" ENABLE ROW LEVEL SECURITY;
-- Set comment to table: "orders"
COMMENT ON TABLE "shop"."orders" IS 'what people bought';
-- Create function "all_orders"
CREATE FUNCTION shop.all_orders() RETURNS SETOF shop.orders LANGUAGE sql AS $$ SELECT * FROM shop.orders $$;
-- Create "paid" view
CREATE VIEW "shop"."paid" AS
SELECT all_orders.id FROM shop.all_orders() WHERE all_orders.state = 'paid';
-- Create trigger "stamp"
CREATE TRIGGER stamp BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.stamp();
-- Create policy "mine"
CREATE POLICY mine ON shop.orders USING (total > 0);
