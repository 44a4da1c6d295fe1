-- Rename a table from "users" to "people"
EXEC sp_rename N'[dbo].[users]', N'people', N'OBJECT'
GO
-- Modify "people" table
ALTER TABLE [people] DROP CONSTRAINT [CK_name]
GO
-- Modify "people" table
ALTER TABLE [people] DROP COLUMN [n]
GO
-- Modify "people" table
EXEC sp_rename N'[dbo].[people].[name]', N'full_name', N'COLUMN'
GO
-- Modify "people" table
ALTER TABLE [people] ADD [n] AS (full_name + 'x')
GO
-- Modify "people" table
ALTER TABLE [people] ADD CONSTRAINT [CK_name] CHECK (full_name <> '')
GO
