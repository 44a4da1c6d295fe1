CREATE TABLE pets (id integer PRIMARY KEY, name varchar(20), price numeric(8,2));
