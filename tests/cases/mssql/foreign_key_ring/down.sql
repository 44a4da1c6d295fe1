-- Modify "a" table
ALTER TABLE [a] DROP CONSTRAINT [FK_a_b]
GO
-- Drop "b" table
DROP TABLE [b]
GO
-- Drop "a" table
DROP TABLE [a]
GO
