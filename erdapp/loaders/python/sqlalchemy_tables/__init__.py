"""Real SQLAlchemy tables, made from what was read, and the DDL that `create_all` sends for them."""
