-- Drop "guard" policy
DROP SECURITY POLICY [guard]
GO
-- Drop "v" view
DROP VIEW [v]
GO
-- Drop "p" procedure
DROP PROCEDURE [p]
GO
-- Drop "f" function
DROP FUNCTION [f]
GO
-- Drop "allowed" function
DROP FUNCTION [allowed]
GO
-- Drop "s" synonym
DROP SYNONYM [s]
GO
-- Drop "rows" table type
DROP TYPE [rows]
GO
