CREATE TABLE accounts (
  id bigint PRIMARY KEY,
  balance integer NOT NULL,
  age smallint NOT NULL,
  premium boolean NOT NULL
);
