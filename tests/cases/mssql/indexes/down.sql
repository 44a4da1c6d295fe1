-- Modify "t" table
DROP INDEX [IX_b2] ON [t]
GO
-- Modify "t" table
DROP INDEX [IX_a] ON [t]
GO
-- Modify "t" table
CREATE INDEX [IX_a] ON [t] ([a])
GO
-- Modify "t" table
CREATE UNIQUE INDEX [IX_b] ON [t] ([b])
GO
