CREATE TABLE [users] ([id] int NOT NULL, [name] varchar(20) NULL, [n] AS ([name] + 'x'), CONSTRAINT [CK_name] CHECK ([name] <> ''));
