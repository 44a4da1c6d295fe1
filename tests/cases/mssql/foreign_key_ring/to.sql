CREATE TABLE [a] ([id] int NOT NULL, [b_id] int NULL, CONSTRAINT [PK_a] PRIMARY KEY ([id]));
GO
CREATE TABLE [b] ([id] int NOT NULL, [a_id] int NULL, CONSTRAINT [PK_b] PRIMARY KEY ([id]),
  CONSTRAINT [FK_b_a] FOREIGN KEY ([a_id]) REFERENCES [a] ([id]));
GO
ALTER TABLE [a] ADD CONSTRAINT [FK_a_b] FOREIGN KEY ([b_id]) REFERENCES [b] ([id]);
