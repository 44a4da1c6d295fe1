CREATE TABLE [t] ([a] int NULL);
GO
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'it''s new', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't';
GO
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'a column', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't', @level2type = N'COLUMN', @level2name = N'a';
