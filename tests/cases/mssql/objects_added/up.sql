-- Create "rows" table type
CREATE TYPE rows AS TABLE ([id] int NOT NULL PRIMARY KEY, [word] nvarchar(20) NULL)
GO
-- Create "s" synonym
CREATE SYNONYM s FOR t
GO
-- Create "allowed" function
CREATE FUNCTION allowed(@a int) RETURNS TABLE WITH SCHEMABINDING AS RETURN SELECT 1 AS [yes] WHERE @a > 0
GO
-- Create "f" function
CREATE FUNCTION f(@a int) RETURNS int AS BEGIN RETURN @a + 1 END
GO
-- Create "p" procedure
CREATE PROCEDURE p @a int = 5 AS SELECT [a] FROM [t] WHERE [a] > @a
GO
-- Create "v" view
CREATE VIEW [v] WITH SCHEMABINDING AS SELECT a FROM [dbo].t WHERE a > 0 WITH CHECK OPTION
GO
-- Create "guard" policy
CREATE SECURITY POLICY guard ADD FILTER PREDICATE [dbo].allowed(a) ON t WITH (STATE = ON)
GO
