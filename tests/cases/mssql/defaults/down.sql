-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [DF_a]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [DF_c]
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [DF_a] DEFAULT (1) FOR [a]
GO
-- Modify "t" table
ALTER TABLE [t] ADD DEFAULT (2) FOR [b]
GO
