-- Drop "ours" policy
DROP SECURITY POLICY [ours]
GO
-- Modify "t" table
ALTER TABLE [t] SET (SYSTEM_VERSIONING = OFF)
GO
-- Modify "t" table
ALTER TABLE [t] DROP PERIOD FOR SYSTEM_TIME
GO
-- Modify "t" table
ALTER TABLE [t] DROP COLUMN [since]
GO
-- Modify "t" table
ALTER TABLE [t] DROP COLUMN [till]
GO
-- Create "mine" policy
CREATE SECURITY POLICY mine ADD FILTER PREDICATE [dbo].seen(a) ON t WITH (STATE = ON)
GO
