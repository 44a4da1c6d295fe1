-- atlas:nolint DS101
DROP SCHEMA shop CASCADE;
