-- Modify "t" table
EXEC sp_rename N'[dbo].[PK_new]', N'PK_old', N'OBJECT'
GO
-- Modify "t" table
EXEC sp_rename N'[dbo].[t].[IX_new]', N'IX_old', N'INDEX'
GO
-- Modify "t" table
EXEC sp_rename N'[dbo].[CK_new]', N'CK_old', N'OBJECT'
GO
-- Modify "t" table
EXEC sp_rename N'[dbo].[FK_new]', N'FK_old', N'OBJECT'
GO
