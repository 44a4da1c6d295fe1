CREATE TABLE pets (id int PRIMARY KEY, name varchar(20), loud varchar(20) GENERATED ALWAYS AS (upper(name)) VIRTUAL);
