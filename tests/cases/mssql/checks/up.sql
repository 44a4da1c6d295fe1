-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [CK_b]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [CK_a]
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [CK_a] CHECK (a > 1)
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [CK_c] CHECK (a <> 5)
GO
