CREATE TABLE accounts (
  id bigint PRIMARY KEY,
  premium boolean NOT NULL,
  balance integer NOT NULL,
  age smallint NOT NULL
);
