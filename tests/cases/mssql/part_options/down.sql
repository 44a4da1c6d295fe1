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
ALTER TABLE [t] ALTER COLUMN [b] varchar(20) COLLATE Latin1_General_CI_AS NULL
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [e] ADD SPARSE
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [g] DROP ROWGUIDCOL
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [PK_t] PRIMARY KEY CLUSTERED ([a])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [UQ_c] UNIQUE ([c])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [UQ_d] UNIQUE ([d])
GO
-- Modify "t" table
CREATE INDEX [IX_b] ON [t] ([b]) WHERE a > 1
GO
-- Modify "t" table
CREATE INDEX [IX_d] ON [t] ([d])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [CK_c] CHECK (c > 0)
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [FK_c] FOREIGN KEY ([c]) REFERENCES [p] ([id])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [FK_d] FOREIGN KEY ([d]) REFERENCES [p] ([id])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [FK_e] FOREIGN KEY ([e]) REFERENCES [p] ([id])
GO
-- Modify "t" table
ALTER TABLE [t] NOCHECK CONSTRAINT [FK_e]
GO
