-- Modify "u" table
ALTER TABLE [u] DROP CONSTRAINT [FK_u]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [PK_t]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [UQ_t2]
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [PK_t] PRIMARY KEY CLUSTERED ([a])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [UQ_t] UNIQUE ([b])
GO
-- Modify "u" table
ALTER TABLE [u] ADD CONSTRAINT [FK_u] FOREIGN KEY ([a]) REFERENCES [t] ([b])
GO
