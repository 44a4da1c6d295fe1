CREATE TABLE pets (id int PRIMARY KEY, kind enum('cat','dog','owl'), likes set('fish','hay','nuts'));
