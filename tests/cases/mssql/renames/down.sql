-- Rename a table from "people" to "users"
EXEC sp_rename N'[dbo].[people]', N'users', N'OBJECT'
GO
-- Modify "users" table
ALTER TABLE [users] DROP CONSTRAINT [CK_name]
GO
-- Modify "users" table
ALTER TABLE [users] DROP COLUMN [n]
GO
-- Modify "users" table
EXEC sp_rename N'[dbo].[users].[full_name]', N'name', N'COLUMN'
GO
-- Modify "users" table
ALTER TABLE [users] ADD [n] AS (name + 'x')
GO
-- Modify "users" table
ALTER TABLE [users] ADD CONSTRAINT [CK_name] CHECK (name <> '')
GO
