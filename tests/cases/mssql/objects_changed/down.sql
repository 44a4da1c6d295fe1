-- Rename domain from "word" to "word_dropped"
EXEC sp_rename N'[dbo].[word]', N'word_dropped', N'USERDATATYPE'
GO
-- Drop "guard" policy
DROP SECURITY POLICY [guard]
GO
-- Drop "v" view
DROP VIEW [v]
GO
-- Drop "rows" table type
DROP TYPE [rows]
GO
-- Create "rows" table type
CREATE TYPE rows AS TABLE ([id] int NOT NULL PRIMARY KEY)
GO
-- Create "word" domain
CREATE TYPE [word] FROM nvarchar(20) NOT NULL
GO
-- Modify "f" function
ALTER FUNCTION f(@a int) RETURNS int AS BEGIN RETURN @a + 1 END
GO
-- Modify "p" procedure
ALTER PROCEDURE p AS SELECT 1
GO
-- Modify "t" table
DROP INDEX [by_w] ON [t]
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [DF_w]
GO
-- Modify "t" table
ALTER TABLE [t] ALTER COLUMN [w] word NULL
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [DF_w] DEFAULT ('x') FOR [w]
GO
-- Modify "t" table
CREATE INDEX [by_w] ON [t] ([w])
GO
-- Drop "s" synonym
DROP SYNONYM [s]
GO
-- Create "s" synonym
CREATE SYNONYM s FOR t
GO
-- Create "v" view
CREATE VIEW [v] AS SELECT a FROM t
GO
-- Modify "tr" trigger
ALTER TRIGGER tr ON t AFTER INSERT AS SELECT 1
GO
-- Create "guard" policy
CREATE SECURITY POLICY guard ADD FILTER PREDICATE [dbo].allowed(a) ON t WITH (STATE = ON)
GO
-- Drop "word_dropped" domain
DROP TYPE [word_dropped]
GO
