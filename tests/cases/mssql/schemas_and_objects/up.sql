-- Add new schema named "app"
CREATE SCHEMA [app]
GO
-- Create "phone" domain
CREATE TYPE [phone] FROM varchar(20) NOT NULL
GO
-- Create "s" sequence
CREATE SEQUENCE [app].[s] AS int START WITH 5 INCREMENT BY 2
GO
-- Modify "p" procedure
ALTER PROCEDURE p AS SELECT 2
GO
-- Create "t" table
CREATE TABLE [app].[t] (
  [a] int NULL,
  [p] phone NULL
)
GO
-- Modify "t" table
ALTER TABLE [t] ADD [b] int NULL
GO
-- Modify "v" view
ALTER VIEW [v] WITH SCHEMABINDING AS SELECT a, b FROM [dbo].t
GO
-- Create "tr" trigger
CREATE TRIGGER tr ON t AFTER INSERT AS BEGIN SET NOCOUNT ON; END
GO
