-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [DF_b]
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [a] int NOT NULL
GO
-- Modify "t" table
UPDATE [t] SET [b] = 7 WHERE [b] IS NULL
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [b] int NOT NULL
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [DF_b] DEFAULT (7) FOR [b]
GO
