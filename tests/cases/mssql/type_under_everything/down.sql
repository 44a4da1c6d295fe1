-- Modify "c" table
ALTER TABLE [c] DROP CONSTRAINT [FK_c_p]
GO
-- Modify "c" table
ALTER TABLE [c] ALTER COLUMN [p_id] int NULL
GO
-- Modify "p" table
DROP INDEX [IX_n] ON [p]
GO
-- Modify "p" table
ALTER TABLE [p] DROP CONSTRAINT [CK_n]
GO
-- Modify "p" table
ALTER TABLE [p] DROP CONSTRAINT [UQ_n]
GO
-- Modify "p" table
ALTER TABLE [p] DROP CONSTRAINT [PK_p]
GO
-- Modify "p" table
ALTER TABLE [p] DROP COLUMN [twice]
GO
-- Modify "p" table
ALTER TABLE [p] DROP CONSTRAINT [DF_n]
GO
-- Modify "p" table
ALTER TABLE [p] ALTER COLUMN [id] int NOT NULL
GO
-- Modify "p" table
ALTER TABLE [p] ALTER COLUMN [n] int NOT NULL
GO
-- Modify "p" table
ALTER TABLE [p] ADD [twice] AS (n * 2)
GO
-- Modify "p" table
ALTER TABLE [p] ADD CONSTRAINT [DF_n] DEFAULT (1) FOR [n]
GO
-- Modify "p" table
ALTER TABLE [p] ADD CONSTRAINT [PK_p] PRIMARY KEY CLUSTERED ([id])
GO
-- Modify "p" table
CREATE INDEX [IX_n] ON [p] ([n]) INCLUDE ([id]) WHERE n > 5
GO
-- Modify "p" table
ALTER TABLE [p] ADD CONSTRAINT [CK_n] CHECK (n > 0)
GO
-- Modify "p" table
ALTER TABLE [p] ADD CONSTRAINT [UQ_n] UNIQUE ([n])
GO
-- Modify "c" table
ALTER TABLE [c] ADD CONSTRAINT [FK_c_p] FOREIGN KEY ([p_id]) REFERENCES [p] ([id])
GO
