-- Modify "t" table
ALTER TABLE [t] ADD PRIMARY KEY CLUSTERED ([a])
GO
-- Modify "t" table
ALTER TABLE [t] ADD UNIQUE ([b])
GO
-- Modify "t" table
ALTER TABLE [t] ADD CHECK (c > 0)
GO
-- Modify "t" table
ALTER TABLE [t] ADD FOREIGN KEY ([d]) REFERENCES [t] ([a])
GO
