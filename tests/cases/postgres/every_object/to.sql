CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('new', 'paid');
CREATE DOMAIN shop.price AS numeric(10,2) CHECK (VALUE >= 0);
CREATE TYPE shop.point AS (x integer, y integer);
CREATE SEQUENCE shop.numbers START 1000 INCREMENT 5;
CREATE FUNCTION shop.next_number() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('shop.numbers') $$;
CREATE TABLE shop.orders (
  id bigint DEFAULT shop.next_number() PRIMARY KEY,
  state shop.state NOT NULL DEFAULT 'new',
  total shop.price,
  placed date NOT NULL
);
CREATE TABLE shop.log (day date NOT NULL, what text) PARTITION BY RANGE (day);
CREATE TABLE shop.log_2024 PARTITION OF shop.log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE FUNCTION shop.all_orders() RETURNS SETOF shop.orders LANGUAGE sql AS $$ SELECT * FROM shop.orders $$;
CREATE FUNCTION shop.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE VIEW shop.paid AS SELECT id FROM shop.all_orders() WHERE state = 'paid';
CREATE TRIGGER stamp BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.stamp();
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON shop.orders USING (total > 0);
COMMENT ON TABLE shop.orders IS 'what people bought';
