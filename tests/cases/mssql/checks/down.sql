-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [CK_c]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [CK_a]
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [CK_a] CHECK (a > 0)
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [CK_b] CHECK (a < 9)
GO
