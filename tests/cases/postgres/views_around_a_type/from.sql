CREATE TABLE t (id integer, total integer, note text);
CREATE VIEW totals AS SELECT id, total FROM t;
CREATE VIEW big AS SELECT id FROM totals WHERE total > 100;
CREATE VIEW notes AS SELECT note FROM t;
CREATE MATERIALIZED VIEW per_id AS SELECT id, sum(total) AS total FROM t GROUP BY id;
CREATE UNIQUE INDEX per_id_key ON per_id (id);
