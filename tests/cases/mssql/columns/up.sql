-- Modify "users" table
ALTER TABLE [users] DROP CONSTRAINT [DF_old]
GO
-- Modify "users" table
DECLARE @sql nvarchar(max) = (SELECT TOP (1) N'ALTER TABLE [users] DROP CONSTRAINT ' + QUOTENAME(o.name) FROM sys.default_constraints o WHERE o.parent_object_id = OBJECT_ID(N'[dbo].[users]') AND o.parent_column_id = COLUMNPROPERTY(o.parent_object_id, N'gone', 'ColumnId')); EXEC (@sql)
GO
-- Modify "users" table
ALTER TABLE [users] DROP COLUMN [old]
GO
-- Modify "users" table
ALTER TABLE [users] DROP COLUMN [gone]
GO
-- Modify "users" table
ALTER TABLE [users] ALTER COLUMN [name] varchar(50) NULL
GO
-- Modify "users" table
ALTER TABLE [users] ADD [born] date NOT NULL
GO
-- Modify "users" table
ALTER TABLE [users] ADD [made] datetime2(3) NOT NULL CONSTRAINT [DF_made] DEFAULT (sysutcdatetime())
GO
