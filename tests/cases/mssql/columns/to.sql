CREATE TABLE [users] ([id] int NOT NULL, [name] varchar(50) NULL, [born] date NOT NULL, [made] datetime2(3) NOT NULL CONSTRAINT [DF_made] DEFAULT (sysutcdatetime()));
