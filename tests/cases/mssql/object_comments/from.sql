CREATE TABLE [t] ([a] int NULL);
CREATE TYPE [word] FROM nvarchar(20) NULL;
CREATE SEQUENCE [n] AS int START WITH 1 INCREMENT BY 1;
GO
CREATE SCHEMA [app];
GO
CREATE VIEW [v] AS SELECT [a] FROM [t];
GO
CREATE FUNCTION [f](@a int) RETURNS int AS BEGIN RETURN @a + 1 END;
GO
CREATE PROCEDURE [p] AS SELECT 1;
GO
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'old', @level0type = N'SCHEMA', @level0name = N'app';
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'old', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'VIEW', @level1name = N'v';
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'gone', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'FUNCTION', @level1name = N'f';
