CREATE TABLE [t] ([a] int NULL);
