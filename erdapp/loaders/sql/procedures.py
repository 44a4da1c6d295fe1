"""Statements that run code: EXEC, CALL. Descriptions and renames are understood, the rest is
said not to have run."""

from __future__ import annotations

from erdapp.loaders.sql.looked_up import execute_variable
from erdapp.loaders.sql.properties import extended_property, is_extended_property
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.rename import sp_rename
from erdapp.loaders.sql.state import LoadState
from erdapp.schema import Dialect

_HARMLESS = frozenset({
    "sp_tableoption", "sp_dboption", "sp_addrolemember", "sp_droprolemember", "sp_addrole",
    "sp_adduser", "sp_grantdbaccess", "sp_fulltext_database", "sp_configure", "sp_refreshview",
    "sp_settriggerorder", "sp_addmessage", "sp_updatestats", "sp_refreshsqlmodule",
})  # fmt: skip
"""System procedures that change nothing of a schema."""


def execute(reader: Reader, state: LoadState) -> None:
    """`EXEC procedure arguments` and `CALL procedure(…)`."""
    reader.next()
    if reader.token.startswith("@") and reader.ahead(1) == "=":
        reader.skip(2)  # the variable for the result
    if execute_variable(reader, state):
        return
    if reader.peek("(") or reader.is_string() or reader.token.startswith("@"):
        state.warn("SQL put together while running was not run")
        return
    procedure = reader.parts()[-1]
    if state.dialect is Dialect.MSSQL and is_extended_property(procedure):
        extended_property(reader, state, procedure)
    elif state.dialect is Dialect.MSSQL and procedure.lower() == "sp_rename":
        sp_rename(reader, state)
    elif procedure.lower() not in _HARMLESS:
        state.warn(f"the procedure {procedure} was not run")
