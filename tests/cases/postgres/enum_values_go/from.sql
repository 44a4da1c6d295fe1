CREATE TYPE mood AS ENUM ('sad', 'ok', 'great');
CREATE TABLE t (id integer, mood mood NOT NULL DEFAULT 'ok', moods mood[]);
CREATE VIEW happy AS SELECT id FROM t WHERE mood = 'great';
