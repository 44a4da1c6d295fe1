-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [FK_c]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [FK_d]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [FK_e]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [PK_t]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [UQ_c]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [UQ_d]
GO
-- Modify "t" table
DROP INDEX [IX_b] ON [t]
GO
-- Modify "t" table
DROP INDEX [IX_d] ON [t]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [CK_c]
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [b] varchar(20) COLLATE Latin1_General_CS_AS NULL
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [e] DROP SPARSE
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [g] ADD ROWGUIDCOL
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [PK_t] PRIMARY KEY NONCLUSTERED ([a])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [UQ_c] UNIQUE CLUSTERED ([c])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [UQ_d] UNIQUE ([d], [c])
GO
-- Modify "t" table
CREATE INDEX [IX_b] ON [t] ([b]) WHERE a > 2
GO
-- Modify "t" table
CREATE UNIQUE INDEX [IX_d] ON [t] ([d])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [CK_c] CHECK (c > 0)
GO
-- Modify "t" table
ALTER TABLE [t] NOCHECK CONSTRAINT [CK_c]
GO
-- Modify "t" table
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'key', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'CONSTRAINT', @level2name = N'PK_t'
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [FK_c] FOREIGN KEY ([d]) REFERENCES [p] ([id])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [FK_d] FOREIGN KEY ([d]) REFERENCES [p] ([code])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [FK_e] FOREIGN KEY ([e]) REFERENCES [p] ([id])
GO
-- Modify "t" table
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'points', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'CONSTRAINT', @level2name = N'FK_e'
GO
