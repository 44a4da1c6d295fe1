CREATE TABLE [t] ([a] int NOT NULL, [b] int NULL, [c] int NULL, [d] int NULL);
