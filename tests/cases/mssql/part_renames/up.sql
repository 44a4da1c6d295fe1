-- Modify "t" table
EXEC sp_rename N'[dbo].[PK_old]', N'PK_new', N'OBJECT'
GO
-- Modify "t" table
EXEC sp_rename N'[dbo].[t].[IX_old]', N'IX_new', N'INDEX'
GO
-- Modify "t" table
EXEC sp_rename N'[dbo].[CK_old]', N'CK_new', N'OBJECT'
GO
-- Modify "t" table
EXEC sp_rename N'[dbo].[FK_old]', N'FK_new', N'OBJECT'
GO
