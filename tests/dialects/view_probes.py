"""Views of every construction, to be run on servers: what is read must equal what they store."""

from __future__ import annotations

TABLES = """
CREATE TABLE t (id int PRIMARY KEY, name varchar(40) NOT NULL, total numeric(10,2), d date);
CREATE TABLE u (id int PRIMARY KEY, t_id int NOT NULL, note varchar(200), flag smallint NOT NULL);
"""

BOTH = {
    "star": "SELECT * FROM t",
    "star_of_one": "SELECT u.*, t.name FROM t JOIN u ON u.t_id = t.id",
    "unqualified": "SELECT name, note FROM t INNER JOIN u ON t_id = t.id WHERE flag = 1",
    "table_alias": "SELECT x.id FROM t AS x",
    "column_alias": "SELECT id AS number, total * 2 AS twice FROM t",
    "left_joins": "SELECT a.id FROM t a LEFT OUTER JOIN u b ON a.id = b.t_id "
    "LEFT JOIN u c ON c.id = b.id",
    "comma": "SELECT t.id, note FROM t, u WHERE t.id = u.t_id",
    "cross": "SELECT t.id AS a, u.id AS b FROM t CROSS JOIN u",
    "conditions": "SELECT id FROM t WHERE (name = 'x' OR name LIKE 'a%') AND NOT (total > 5) "
    "AND d IS NOT NULL",
    "in_list": "SELECT id FROM t WHERE name IN ('a', 'b') AND id NOT IN (1, 2)",
    "in_query": "SELECT id FROM t WHERE id IN (SELECT t_id FROM u)",
    "not_in_query": "SELECT id FROM t WHERE id NOT IN (SELECT t_id FROM u WHERE flag = 1)",
    "exists": "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE t_id = t.id)",
    "not_exists": "SELECT id FROM t x WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.t_id = x.id)",
    "scalar": "SELECT id, (SELECT max(u.id) FROM u WHERE u.t_id = t.id) AS latest FROM t",
    "derived": "SELECT s.n FROM (SELECT count(*) AS n, t_id FROM u GROUP BY t_id) AS s",
    "group": "SELECT t_id, count(*) AS n, sum(flag) AS s FROM u GROUP BY t_id HAVING count(*) > 1",
    "order_by_alias": "SELECT name AS x, total FROM t ORDER BY x DESC, total",
    "order_by_expression": "SELECT id FROM t ORDER BY total DESC, id",
    "limit": "SELECT id FROM t ORDER BY id LIMIT 5",
    "limit_offset": "SELECT id FROM t ORDER BY id LIMIT 5 OFFSET 2",
    "distinct": "SELECT DISTINCT name FROM t",
    "distinct_count": "SELECT count(DISTINCT name) AS n FROM t",
    "union": "SELECT id, name FROM t UNION SELECT id, note FROM u",
    "union_all": "SELECT id FROM t UNION ALL SELECT id FROM u",
    "three_arms": "SELECT id FROM t UNION ALL SELECT id FROM u UNION ALL SELECT t_id FROM u",
    "cases": "SELECT CASE WHEN flag = 1 THEN 'yes' ELSE 'no' END AS f, "
    "CASE flag WHEN 1 THEN 2 ELSE 3 END AS g FROM u",
    "coalesced": "SELECT coalesce(note, 'none') AS note, nullif(flag, 0) AS f FROM u",
    "between": "SELECT id FROM t WHERE id BETWEEN 1 AND 9",
    "using": "SELECT t.name, u.flag FROM t JOIN u USING (id)",
    "using_merged": "SELECT id, name FROM t JOIN u USING (id)",
    "nested_join": "SELECT t.id FROM t LEFT JOIN (u JOIN u v ON u.id = v.id) ON u.t_id = t.id",
    "cte": "WITH s AS (SELECT id, name FROM t WHERE id > 1) SELECT s.name FROM s",
    "window": "SELECT id, row_number() OVER (PARTITION BY name ORDER BY total DESC) AS r FROM t",
    "window_empty": "SELECT id, count(*) OVER () AS n FROM t",
    "arithmetic": "SELECT (id + 1) * 2 - -id AS x, id % 2 AS y FROM t",
    "over_view": "SELECT * FROM v_star WHERE id > 3",
}
"""What both families understand, `over_view` being a view over another."""

POSTGRES = {
    "casts": "SELECT id::text AS a, cast(total AS integer) AS b, name::varchar(3) AS c FROM t",
    "unnamed": "SELECT count(*), max(id), coalesce(total, 0), id::text, CASE WHEN id = 1 THEN 2 END"
    " FROM t GROUP BY id, total",
    "strings": "SELECT 'x' AS a, 'y' || name AS b, NULL AS c FROM t",
    "any_list": "SELECT id FROM t WHERE name = ANY ('{a,b}'::text[]) OR id = ANY (ARRAY[1, 2])",
    "any_query": "SELECT id FROM t WHERE id = ANY (SELECT t_id FROM u)",
    "array_query": "SELECT ARRAY(SELECT u.note FROM u WHERE u.t_id = t.id) AS notes FROM t",
    "distinct_on": "SELECT DISTINCT ON (name) name, id FROM t ORDER BY name, id DESC",
    "filter": "SELECT count(*) FILTER (WHERE total > 1) AS n FROM t",
    "ordered_aggregate": "SELECT string_agg(name, ', ' ORDER BY name DESC) AS names FROM t",
    "within_group": "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) AS p FROM t",
    "nulls": "SELECT id FROM t ORDER BY total DESC NULLS LAST, d NULLS FIRST",
    "order_by_place": "SELECT name, id FROM t ORDER BY 2, 1 DESC",
    "group_by_place": "SELECT name, count(*) AS n FROM t GROUP BY 1",
    "group_by_alias": "SELECT lower(name) AS low, count(*) AS n FROM t GROUP BY low",
    "lateral": "SELECT t.id, l.n FROM t, LATERAL (SELECT count(*) AS n FROM u "
    "WHERE u.t_id = t.id) l",
    "left_lateral": "SELECT t.id, l.note FROM t LEFT JOIN LATERAL (SELECT note FROM u "
    "WHERE t_id = t.id LIMIT 1) l ON true",
    "series": "SELECT g FROM generate_series(1, 3) AS g",
    "unnested": "SELECT x.a, x.n FROM unnest(ARRAY['a', 'b']) WITH ORDINALITY AS x(a, n)",
    "records": "SELECT r.a FROM json_to_record('{}') AS r(a int, b text)",
    "values": "SELECT v.a, v.b FROM (VALUES (1, 'x'), (2, 'y')) AS v(a, b)",
    "recursive": "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) "
    "SELECT n FROM r",
    "materialized": "WITH s AS MATERIALIZED (SELECT id FROM t) SELECT id FROM s",
    "whole_row": "SELECT to_json(t) AS j FROM t",
    "full": "SELECT t.id AS a, u.id AS b FROM t FULL OUTER JOIN u ON t.id = u.t_id",
    "natural": "SELECT name, note FROM t NATURAL JOIN u",
    "fetch": "SELECT id FROM t ORDER BY id FETCH FIRST 3 ROWS ONLY",
    "extracted": "SELECT extract(year FROM d) AS y, d + interval '1 month' AS next FROM t",
    "is_distinct": "SELECT id FROM t WHERE name IS DISTINCT FROM 'a'",
    "row_compare": "SELECT id FROM t WHERE (id, name) = (1, 'a')",
    "except_": "(SELECT id FROM t EXCEPT SELECT id FROM u) INTERSECT SELECT t_id FROM u",
    "ordered_union": "SELECT id FROM t UNION SELECT id FROM u ORDER BY id DESC LIMIT 3",
    "frames": "SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s "
    "FROM t",
    "now": "SELECT id FROM t WHERE d > CURRENT_DATE - 7 OR d < now() - interval '2 days'",
    "concatenated": "SELECT name || ' ' || coalesce(note, '') AS x FROM t, u",
    "numbers": "SELECT total * 1.5 AS x, round(total, 1) AS y, id / 2.0 AS z FROM t",
    "matches": "SELECT id FROM t WHERE name ~* '^a' AND name NOT ILIKE '%b' ESCAPE '!'",
    "rollup": "SELECT name, count(*) AS n FROM t GROUP BY ROLLUP (name)",
}

MARIADB = {
    "functions": "SELECT concat(name, ' ', id) AS a, ifnull(total, 0) AS b, "
    "date_format(d, '%Y') AS c, if(id > 1, 'a', 'b') AS e FROM t",
    "casts": "SELECT cast(id AS char) AS a, convert(total, signed) AS b FROM t",
    "group_concat": "SELECT group_concat(DISTINCT name ORDER BY name SEPARATOR '; ') AS n FROM t",
    "intervals": "SELECT d + INTERVAL 1 DAY AS a, date_sub(d, INTERVAL 2 MONTH) AS b FROM t",
    "date_parts": "SELECT year(d) AS y, month(d) AS m, dayofmonth(d) AS n FROM t",
    "upper_names": "SELECT ID, NAME FROM t WHERE t.Id = 1",
    "limit_comma": "SELECT id FROM t ORDER BY id LIMIT 2, 5",
    "negations": "SELECT id FROM t WHERE NOT (id = 1 AND name <> 'a')",
    "regexp_": "SELECT id FROM t WHERE name REGEXP '^a'",
}
