CREATE SCHEMA scratch;
CREATE TABLE scratch.rows (id integer);
DROP SCHEMA scratch CASCADE;
