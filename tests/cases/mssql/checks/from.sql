CREATE TABLE [t] ([a] int NULL, CONSTRAINT [CK_a] CHECK ([a] > 0), CONSTRAINT [CK_b] CHECK ([a] < 9));
