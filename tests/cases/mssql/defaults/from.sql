CREATE TABLE [t] ([a] int NULL CONSTRAINT [DF_a] DEFAULT (1), [b] int NULL DEFAULT (2), [c] int NULL, [d] varchar(9) NULL CONSTRAINT [DF_d] DEFAULT ('x'));
