CREATE TABLE [t] ([a] int NOT NULL, [b] int NULL, CONSTRAINT [PK_new] PRIMARY KEY ([a]), CONSTRAINT [CK_new] CHECK ([b] > 0),
  CONSTRAINT [FK_new] FOREIGN KEY ([b]) REFERENCES [t] ([a]));
CREATE INDEX [IX_new] ON [t] ([b]);
