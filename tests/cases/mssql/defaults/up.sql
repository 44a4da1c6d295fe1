-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [DF_a]
GO
-- Modify "t" table
DECLARE @sql nvarchar(max) = (SELECT TOP (1) N'ALTER TABLE [t] DROP CONSTRAINT ' + QUOTENAME(o.name) FROM sys.default_constraints o WHERE o.parent_object_id = OBJECT_ID(N'[dbo].[t]') AND o.parent_column_id = COLUMNPROPERTY(o.parent_object_id, N'b', 'ColumnId')); EXEC (@sql)
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [DF_a] DEFAULT (5) FOR [a]
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [DF_c] DEFAULT (3) FOR [c]
GO
