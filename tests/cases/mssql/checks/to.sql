CREATE TABLE [t] ([a] int NULL, CONSTRAINT [CK_a] CHECK ([a] > 1), CONSTRAINT [CK_c] CHECK ([a] <> 5));
