CREATE TABLE [t] ([a] int NOT NULL, [b] int NULL, CONSTRAINT [PK_old] PRIMARY KEY ([a]), CONSTRAINT [CK_old] CHECK ([b] > 0),
  CONSTRAINT [FK_old] FOREIGN KEY ([b]) REFERENCES [t] ([a]));
CREATE INDEX [IX_old] ON [t] ([b]);
