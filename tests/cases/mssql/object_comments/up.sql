-- Set comment to schema: "app"
EXEC sp_updateextendedproperty @name = N'MS_Description', @value = N'new', @level0type = N'SCHEMA', @level0name = N'app'
GO
-- Set comment to domain: "word"
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'word', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TYPE', @level1name = N'word'
GO
-- Set comment to sequence: "n"
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'n', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'SEQUENCE', @level1name = N'n'
GO
-- Set comment to function: "f"
EXEC sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'FUNCTION', @level1name = N'f'
GO
-- Set comment to procedure: "p"
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'it''s', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'PROCEDURE', @level1name = N'p'
GO
-- Set comment to view: "v"
EXEC sp_updateextendedproperty @name = N'MS_Description', @value = N'new', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'VIEW', @level1name = N'v'
GO
