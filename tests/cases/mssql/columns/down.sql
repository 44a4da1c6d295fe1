-- Modify "users" table
ALTER TABLE [users] DROP CONSTRAINT [DF_made]
GO
-- Modify "users" table
ALTER TABLE [users] DROP COLUMN [born]
GO
-- Modify "users" table
ALTER TABLE [users] DROP COLUMN [made]
GO
-- Modify "users" table
ALTER TABLE [users] ALTER COLUMN [name] varchar(20) NULL
GO
-- Modify "users" table
ALTER TABLE [users] ADD [old] int NULL CONSTRAINT [DF_old] DEFAULT (1)
GO
-- Modify "users" table
ALTER TABLE [users] ADD [gone] bit NOT NULL DEFAULT (0)
GO
