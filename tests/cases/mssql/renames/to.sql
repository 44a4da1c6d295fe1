CREATE TABLE [people] ([id] int NOT NULL, [full_name] varchar(20) NULL, [n] AS ([full_name] + 'x'), CONSTRAINT [CK_name] CHECK ([full_name] <> ''));
