-- Modify "t" table
DROP INDEX [IX_b] ON [t]
GO
-- Modify "t" table
DROP INDEX [IX_a] ON [t]
GO
-- Modify "t" table
CREATE CLUSTERED INDEX [IX_a] ON [t] ([a] DESC)
GO
-- Modify "t" table
CREATE UNIQUE INDEX [IX_b2] ON [t] ([b]) INCLUDE ([a]) WHERE b IS NOT NULL
GO
