CREATE TABLE toys (id integer);
ALTER TABLE toys RENAME TO things;
