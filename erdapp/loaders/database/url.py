"""Database URLs read into targets: which dialect, where, as whom, with which parameters.

The forms of Atlas: `postgres://u:p@h:5432/db?search_path=x&sslmode=disable`, `mariadb://root:@h`,
`maria://`, `sqlite://file:PATH?cache=shared&_fk=1`, `sqlite://name?mode=memory`, `sqlite://PATH`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from erdapp.loaders.base import SourceError
from erdapp.schema import Dialect

SCHEMES = {
    "postgres": Dialect.POSTGRES,
    "postgresql": Dialect.POSTGRES,
    "mysql": Dialect.MYSQL,
    "mariadb": Dialect.MARIADB,
    "maria": Dialect.MARIADB,
    "sqlite": Dialect.SQLITE,
    "sqlite3": Dialect.SQLITE,
    "sqlserver": Dialect.MSSQL,
    "mssql": Dialect.MSSQL,
}

_PORTS = {Dialect.POSTGRES: 5432, Dialect.MYSQL: 3306, Dialect.MARIADB: 3306, Dialect.MSSQL: 1433}


@dataclass(frozen=True)
class Target:
    """Where a URL points. `repr` leaves the password out; `place` is safe to show anybody."""

    dialect: Dialect
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    database: str = ""
    """The database's name; for SQLite the path, `:memory:` included."""
    parameters: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    address: str = ""
    """The IP address to connect to, when it was judged before (`guard`); empty: look `host` up."""

    @property
    def place(self) -> str:
        """`host:port/database`, or the file of a SQLite database."""
        if self.dialect is Dialect.SQLITE:
            return self.database
        return f"{self.host}:{self.port}/{self.database}"

    def parameter(self, name: str) -> str:
        """The last value of a query parameter, empty when it isn't given."""
        return dict(self.parameters).get(name, "")


def dialect_of(url: str) -> Dialect:
    """The dialect that the URL's scheme names. Raises SourceError for any other scheme."""
    scheme = url.partition(":")[0].lower().partition("+")[0]
    found = SCHEMES.get(scheme) if "://" in url else None
    if found is None:
        known = ", ".join(f"{name}://" for name in SCHEMES)
        raise SourceError(f"not a database URL; it has to start with one of {known}")
    return found


def parse_url(url: str) -> Target:
    """The target of a URL. Raises SourceError, whose message never holds the URL."""
    dialect = dialect_of(url)
    if dialect is Dialect.SQLITE:
        return _sqlite(url)
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS[dialect]
    except ValueError as error:
        raise SourceError("the database URL is malformed: check its host and port") from error
    parameters = tuple(parse_qsl(parts.query, keep_blank_values=True))
    host = dict(parameters).get("host") or unquote(parts.hostname or "") or "127.0.0.1"
    return Target(
        dialect=dialect,
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=unquote(parts.path.strip("/")),
        parameters=parameters,
    )


def _sqlite(url: str) -> Target:
    """Everything between `sqlite://` and `?` is the path, with or without `file:` before it."""
    path, _, query = url.partition("://")[2].partition("?")
    parameters = tuple(parse_qsl(query, keep_blank_values=True))
    path = unquote(path.removeprefix("file:"))
    if not path and dict(parameters).get("mode") == "memory":
        path = ":memory:"
    if not path:
        raise SourceError("a SQLite URL needs a path: sqlite://path/to/file.db")
    return Target(dialect=Dialect.SQLITE, database=path, parameters=parameters)
