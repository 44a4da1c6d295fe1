-- Modify "orders" table
ALTER TABLE [orders] DROP CONSTRAINT [FK_user]
GO
-- Create "new_users" table
CREATE TABLE [new_users] (
  [id] int NOT NULL,
  [name] nvarchar(50) NULL
)
GO
-- Copy rows from old table "users" to new temporary table "new_users"
INSERT INTO [new_users] ([id], [name]) SELECT [id], [name] FROM [users] WITH (HOLDLOCK TABLOCKX)
GO
-- Drop "users" table after copying rows
DROP TABLE [users]
GO
-- Rename temporary table "new_users" to "users"
EXEC sp_rename N'[dbo].[new_users]', N'users', N'OBJECT'
GO
-- Modify "users" table
ALTER TABLE [users] ADD CONSTRAINT [DF_name] DEFAULT ('x') FOR [name]
GO
-- Modify "users" table
ALTER TABLE [users] ADD CONSTRAINT [PK_users] PRIMARY KEY CLUSTERED ([id])
GO
-- Modify "users" table
CREATE INDEX [IX_name] ON [users] ([name])
GO
-- Modify "orders" table
ALTER TABLE [orders] ADD CONSTRAINT [FK_user] FOREIGN KEY ([user_id]) REFERENCES [users] ([id])
GO
