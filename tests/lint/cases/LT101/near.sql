PRAGMA foreign_keys = off;
CREATE TABLE new_pets (id integer PRIMARY KEY, name text, age integer NOT NULL DEFAULT 0);
INSERT INTO new_pets (id, name, age) SELECT id, name, IFNULL(age, 0) FROM pets;
DROP TABLE pets;
ALTER TABLE new_pets RENAME TO pets;
PRAGMA foreign_keys = on;
