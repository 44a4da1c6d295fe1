-- Rename sequence from "c" to "c_dropped"
EXEC sp_rename N'[dbo].[c]', N'c_dropped', N'OBJECT'
GO
-- Modify "a" sequence
ALTER SEQUENCE [a] INCREMENT BY 2 NO MINVALUE MAXVALUE 100 CYCLE CACHE 10
GO
-- Modify "b" sequence
ALTER SEQUENCE [b] RESTART WITH 5 INCREMENT BY 1 NO MINVALUE NO MAXVALUE NO CYCLE CACHE
GO
-- Create "c" sequence
CREATE SEQUENCE [c] AS int START WITH 1 INCREMENT BY 1
GO
-- Modify "t" table
ALTER TABLE [t] DROP CONSTRAINT [DF_n]
GO
-- Modify "t" table
ALTER TABLE [t] ADD CONSTRAINT [DF_n] DEFAULT ((NEXT VALUE FOR c)) FOR [n]
GO
-- Drop "c_dropped" sequence
DROP SEQUENCE [c_dropped]
GO
