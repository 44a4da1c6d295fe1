CREATE TABLE [p] ([id] int NOT NULL CONSTRAINT [PK_p] PRIMARY KEY, [code] int NOT NULL CONSTRAINT [UQ_p] UNIQUE);
CREATE TABLE [t] ([a] int NOT NULL CONSTRAINT [PK_t] PRIMARY KEY NONCLUSTERED, [b] varchar(20) COLLATE Latin1_General_CS_AS NULL,
  [c] int NOT NULL, [d] int NULL, [e] int NULL, [g] uniqueidentifier ROWGUIDCOL NULL,
  CONSTRAINT [UQ_c] UNIQUE CLUSTERED ([c]), CONSTRAINT [UQ_d] UNIQUE ([d], [c]),
  CONSTRAINT [FK_c] FOREIGN KEY ([d]) REFERENCES [p] ([id]),
  CONSTRAINT [FK_d] FOREIGN KEY ([d]) REFERENCES [p] ([code]),
  CONSTRAINT [FK_e] FOREIGN KEY ([e]) REFERENCES [p] ([id]),
  CONSTRAINT [CK_c] CHECK ([c] > 0));
CREATE INDEX [IX_b] ON [t] ([b]) WHERE [a] > 2;
CREATE UNIQUE INDEX [IX_d] ON [t] ([d]);
ALTER TABLE [t] NOCHECK CONSTRAINT [CK_c];
GO
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'key', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'CONSTRAINT', @level2name = N'PK_t';
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'points', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'CONSTRAINT', @level2name = N'FK_e';
