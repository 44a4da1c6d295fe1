CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY);
CREATE TABLE shop.lines (id integer PRIMARY KEY);
