CREATE TABLE [t] ([a] int NULL CONSTRAINT [DF_a] DEFAULT (5), [b] int NULL, [c] int NULL CONSTRAINT [DF_c] DEFAULT (3), [d] varchar(9) NULL CONSTRAINT [DF_d] DEFAULT ('x'));
