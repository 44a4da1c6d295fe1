CREATE TABLE [users] ([id] int NOT NULL, [name] varchar(20) NULL, [old] int NULL CONSTRAINT [DF_old] DEFAULT (1), [gone] bit NOT NULL DEFAULT (0));
