-- Rename domain from "word" to "text"
EXEC sp_rename N'[dbo].[word]', N'text', N'USERDATATYPE'
GO
-- Rename sequence from "n" to "numbers"
EXEC sp_rename N'[dbo].[n]', N'numbers', N'OBJECT'
GO
-- Rename view from "v" to "seen"
EXEC sp_rename N'[dbo].[v]', N'seen', N'OBJECT'
GO
-- Drop "tr" trigger
DROP TRIGGER [tr]
GO
-- Create "t2" synonym
CREATE SYNONYM t2 FOR t
GO
-- Create "g" function
CREATE FUNCTION g(@a int) RETURNS int AS BEGIN RETURN @a + 1 END
GO
-- Create "watch" trigger
CREATE TRIGGER watch ON t AFTER INSERT AS SELECT 1
GO
-- Drop "f" function
DROP FUNCTION [f]
GO
-- Drop "s" synonym
DROP SYNONYM [s]
GO
