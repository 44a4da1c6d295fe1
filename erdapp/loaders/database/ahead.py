"""Queries that are asked ahead: the server works on one while the rows of another are used."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self

from erdapp.loaders.database.catalog import fetch
from erdapp.loaders.database.connect import Connection


class Ahead:
    """Asks the queries one after the other, in a thread that has the connection to itself between
    `with` and its end. After an error no further query is asked."""

    def __init__(
        self, connection: Connection, queries: Sequence[str], parameters: Mapping[str, Any]
    ) -> None:
        self._connection, self._parameters = connection, parameters
        self._answers: dict[str, Future[list[Any]]] = {sql: Future() for sql in queries}
        # A copy of its own: an answer may be taken before the thread comes to its first query.
        self._waiting = list(self._answers.items())
        self._ended = False
        self._thread = threading.Thread(target=self._ask, name="reader", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended = True
        self._thread.join()

    def rows(self, sql: str) -> list[Any]:
        """Wait for the answer to one of the queries and take it, once: rows as `fetch` gives them.

        Raises what the driver raised, for this query or for one before it.
        """
        return self._answers.pop(sql).result()

    def _ask(self) -> None:
        while self._waiting and not self._ended:
            sql, answer = self._waiting.pop(0)
            try:
                rows = fetch(self._connection, sql, self._parameters)
            except BaseException as error:  # it is for the thread that waits
                for failed in (answer, *(later for _, later in self._waiting)):
                    failed.set_exception(error)
                return
            answer.set_result(rows)
