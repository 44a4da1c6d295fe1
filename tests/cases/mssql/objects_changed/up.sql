-- Rename domain from "word" to "word_dropped"
EXEC sp_rename N'[dbo].[word]', N'word_dropped', N'USERDATATYPE'
GO
-- Drop "guard" policy
DROP SECURITY POLICY [guard]
GO
-- Drop "rows" table type
DROP TYPE [rows]
GO
-- Create "rows" table type
CREATE TYPE rows AS TABLE ([id] bigint NOT NULL PRIMARY KEY)
GO
-- Drop "s" synonym
DROP SYNONYM [s]
GO
-- Create "s" synonym
CREATE SYNONYM s FOR other.t
GO
-- Create "word" domain
CREATE TYPE [word] FROM nvarchar(40) NULL
GO
-- Modify "f" function
ALTER FUNCTION f(@a int) RETURNS int AS BEGIN RETURN @a + 2 END
GO
-- Modify "p" procedure
ALTER PROCEDURE p AS SELECT 2
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
-- Modify "v" view
ALTER VIEW [v] WITH VIEW_METADATA AS SELECT a, w FROM t
GO
-- Modify "tr" trigger
ALTER TRIGGER tr ON t AFTER INSERT, UPDATE AS SELECT 2
GO
-- Create "guard" policy
CREATE SECURITY POLICY guard ADD BLOCK PREDICATE [dbo].allowed(a) ON t WITH (STATE = ON)
GO
-- Drop "word_dropped" domain
DROP TYPE [word_dropped]
GO
