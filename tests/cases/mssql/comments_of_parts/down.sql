-- Modify "t" table
DROP INDEX [by_b] ON [t]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [once]
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [b] varchar(20) NOT NULL
GO
-- Modify "t" table
CREATE INDEX [by_b] ON [t] ([b])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [once] UNIQUE ([b])
GO
-- Modify "t" table
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'stays', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'INDEX', @level2name = N'by_b'
GO
-- Modify "t" table
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'old', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'CONSTRAINT', @level2name = N'once'
GO
-- Modify "t" table
EXEC sp_updateextendedproperty @name = N'MS_Description', @value = N'old', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'INDEX', @level2name = N'by_a'
GO
-- Modify "t" table
EXEC sp_updateextendedproperty @name = N'MS_Description', @value = N'stays', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'CONSTRAINT', @level2name = N'positive'
GO
