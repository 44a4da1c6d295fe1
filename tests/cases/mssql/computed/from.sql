CREATE TABLE [t] ([a] int NULL, [b] AS ([a] + 1), [c] int NULL);
