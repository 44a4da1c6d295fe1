CREATE TABLE [t] ([a] int NOT NULL PRIMARY KEY, [b] int NULL UNIQUE, [c] int NULL CHECK ([c] > 0), [d] int NULL REFERENCES [t] ([a]));
