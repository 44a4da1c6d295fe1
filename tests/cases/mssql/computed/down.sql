-- Modify "t" table
ALTER TABLE [t] DROP COLUMN [b]
GO
-- Modify "t" table
ALTER TABLE [t] DROP COLUMN [c]
GO
-- Modify "t" table
ALTER TABLE [t] ADD [c] int NULL
GO
-- Modify "t" table
ALTER TABLE [t] ADD [b] AS (a + 1)
GO
