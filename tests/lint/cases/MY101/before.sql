CREATE TABLE pets (id int PRIMARY KEY, name varchar(20));
