CREATE TABLE kinds (id int PRIMARY KEY, name varchar(20));
ALTER TABLE pets ADD COLUMN kind_id int NULL;
