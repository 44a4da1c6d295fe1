-- Modify "t" table
DECLARE @sql nvarchar(max) = (SELECT TOP (1) N'ALTER TABLE [t] DROP CONSTRAINT ' + QUOTENAME(o.name) FROM sys.foreign_keys o WHERE o.parent_object_id = OBJECT_ID(N'[dbo].[t]') AND o.referenced_object_id = OBJECT_ID(N'[dbo].[t]') AND EXISTS (SELECT 1 FROM (SELECT k.parent_column_id AS c FROM sys.foreign_key_columns k WHERE k.constraint_object_id = o.object_id) i HAVING COUNT(*) = 1 AND SUM(CASE WHEN COL_NAME(OBJECT_ID(N'[dbo].[t]'), i.c) IN (N'd') THEN 1 ELSE 0 END) = 1)); EXEC (@sql)
GO
-- Modify "t" table
DECLARE @sql nvarchar(max) = (SELECT TOP (1) N'ALTER TABLE [t] DROP CONSTRAINT ' + QUOTENAME(o.name) FROM sys.key_constraints o WHERE o.parent_object_id = OBJECT_ID(N'[dbo].[t]') AND o.type = 'PK'); EXEC (@sql)
GO
-- Modify "t" table
DECLARE @sql nvarchar(max) = (SELECT TOP (1) N'ALTER TABLE [t] DROP CONSTRAINT ' + QUOTENAME(o.name) FROM sys.key_constraints o WHERE o.parent_object_id = OBJECT_ID(N'[dbo].[t]') AND o.type = 'UQ' AND EXISTS (SELECT 1 FROM (SELECT k.column_id AS c FROM sys.index_columns k WHERE k.object_id = o.parent_object_id AND k.index_id = o.unique_index_id AND k.is_included_column = 0) i HAVING COUNT(*) = 1 AND SUM(CASE WHEN COL_NAME(OBJECT_ID(N'[dbo].[t]'), i.c) IN (N'b') THEN 1 ELSE 0 END) = 1)); EXEC (@sql)
GO
-- Modify "t" table
DECLARE @sql nvarchar(max) = (SELECT TOP (1) N'ALTER TABLE [t] DROP CONSTRAINT ' + QUOTENAME(o.name) FROM sys.check_constraints o WHERE o.parent_object_id = OBJECT_ID(N'[dbo].[t]') AND REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(LOWER(o.definition), '(', ''), ')', ''), '[', ''), ']', ''), ' ', '') = N'c>0'); EXEC (@sql)
GO
