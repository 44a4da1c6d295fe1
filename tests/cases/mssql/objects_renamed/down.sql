-- Rename domain from "text" to "word"
EXEC sp_rename N'[dbo].[text]', N'word', N'USERDATATYPE'
GO
-- Rename sequence from "numbers" to "n"
EXEC sp_rename N'[dbo].[numbers]', N'n', N'OBJECT'
GO
-- Rename view from "seen" to "v"
EXEC sp_rename N'[dbo].[seen]', N'v', N'OBJECT'
GO
-- Drop "watch" trigger
DROP TRIGGER [watch]
GO
-- Create "s" synonym
CREATE SYNONYM s FOR t
GO
-- Create "f" function
CREATE FUNCTION f(@a int) RETURNS int AS BEGIN RETURN @a + 1 END
GO
-- Create "tr" trigger
CREATE TRIGGER tr ON t AFTER INSERT AS SELECT 1
GO
-- Drop "g" function
DROP FUNCTION [g]
GO
-- Drop "t2" synonym
DROP SYNONYM [t2]
GO
