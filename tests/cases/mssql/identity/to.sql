CREATE TABLE [users] ([id] int IDENTITY(1,1) NOT NULL, [name] nvarchar(50) NULL CONSTRAINT [DF_name] DEFAULT ('x'),
  CONSTRAINT [PK_users] PRIMARY KEY ([id]));
GO
CREATE INDEX [IX_name] ON [users] ([name]);
GO
CREATE TABLE [orders] ([user_id] int NULL, CONSTRAINT [FK_user] FOREIGN KEY ([user_id]) REFERENCES [users] ([id]));
