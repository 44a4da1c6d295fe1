PRAGMA foreign_keys = off;
CREATE TABLE new_pets (id integer PRIMARY KEY, name text NOT NULL, age integer);
INSERT INTO new_pets (id, name, age) SELECT id, IFNULL(name, ''), age FROM pets;
DROP TABLE pets;
ALTER TABLE new_pets RENAME TO pets;
PRAGMA foreign_keys = on;
