-- Modify "t" table
ALTER TABLE [t] DROP COLUMN [b]
GO
-- Modify "t" table
ALTER TABLE [t] DROP COLUMN [c]
GO
-- Modify "t" table
ALTER TABLE [t] ADD [b] AS (a + 2) PERSISTED
GO
-- Modify "t" table
ALTER TABLE [t] ADD [c] AS (a * 2)
GO
