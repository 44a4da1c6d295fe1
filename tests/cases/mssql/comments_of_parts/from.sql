CREATE TABLE [t] ([a] int NOT NULL, [b] varchar(20) NOT NULL,
  CONSTRAINT [positive] CHECK ([a] > 0), CONSTRAINT [once] UNIQUE ([b]));
CREATE INDEX [by_a] ON [t] ([a]);
CREATE INDEX [by_b] ON [t] ([b]);
GO
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'old', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'INDEX', @level2name = N'by_a';
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'stays', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'INDEX', @level2name = N'by_b';
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'stays', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'CONSTRAINT', @level2name = N'positive';
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'old', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'CONSTRAINT', @level2name = N'once';
