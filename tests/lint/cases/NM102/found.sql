CREATE TABLE "Toys" (id integer);
