CREATE TABLE [t] ([a] int NULL, [b] int NULL, [c] xml NULL);
GO
CREATE INDEX [IX_a] ON [t] ([a]);
GO
CREATE UNIQUE INDEX [IX_b] ON [t] ([b]);
