CREATE TABLE [p] ([id] bigint NOT NULL, [n] bigint NOT NULL CONSTRAINT [DF_n] DEFAULT (1), [twice] AS ([n] * 2),
  CONSTRAINT [PK_p] PRIMARY KEY CLUSTERED ([id]), CONSTRAINT [UQ_n] UNIQUE ([n]), CONSTRAINT [CK_n] CHECK ([n] > 0));
GO
CREATE INDEX [IX_n] ON [p] ([n]) INCLUDE ([id]) WHERE [n] > 5;
GO
CREATE TABLE [c] ([p_id] bigint NULL, CONSTRAINT [FK_c_p] FOREIGN KEY ([p_id]) REFERENCES [p] ([id]));
