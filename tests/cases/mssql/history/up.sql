-- Drop "mine" policy
DROP SECURITY POLICY [mine]
GO
-- Modify "t" table
ALTER TABLE [t] ADD [since] datetime2(3) GENERATED ALWAYS AS ROW START NOT NULL, [till] datetime2(3) GENERATED ALWAYS AS ROW END HIDDEN NOT NULL, PERIOD FOR SYSTEM_TIME ([since], [till])
GO
-- Modify "t" table
ALTER TABLE [t] SET (SYSTEM_VERSIONING = ON)
GO
-- Create "ours" policy
CREATE SECURITY POLICY ours ADD FILTER PREDICATE [dbo].seen(a) ON t WITH (STATE = ON)
GO
