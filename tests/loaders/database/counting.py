"""A connection that counts the statements sent over it."""

from __future__ import annotations

from typing import Any

from erdapp.loaders.database import Connection


class Counting:
    def __init__(self, connection: Connection) -> None:
        self.connection, self.count = connection, 0

    def cursor(self) -> Any:
        self.count += 1
        return self.connection.cursor()

    def close(self) -> None:
        self.connection.close()
