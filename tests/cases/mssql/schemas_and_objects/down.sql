-- Drop "tr" trigger
DROP TRIGGER [tr]
GO
-- Drop "v" view
DROP VIEW [v]
GO
-- Modify "p" procedure
ALTER PROCEDURE p AS SELECT 1
GO
-- Modify "t" table
ALTER TABLE [t] DROP COLUMN [b]
GO
-- Create "v" view
CREATE VIEW [v] AS SELECT a FROM t
GO
-- Drop "t" table
DROP TABLE [app].[t]
GO
-- Drop "s" sequence
DROP SEQUENCE [app].[s]
GO
-- Drop "phone" domain
DROP TYPE [phone]
GO
-- Drop schema named "app"
DROP SCHEMA [app]
GO
