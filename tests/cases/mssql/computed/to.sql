CREATE TABLE [t] ([a] int NULL, [b] AS ([a] + 2) PERSISTED, [c] AS ([a] * 2));
