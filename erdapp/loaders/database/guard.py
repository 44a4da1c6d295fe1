"""Which databases a server reads for whoever asks: the policy against forged requests.

`check` judges what is written, `resolve` asks the name service once, judges every answer, and
gives a target that is connected to at exactly the address that was judged. What is refused:

- anything but PostgreSQL, MySQL and MariaDB over TCP: no files of this server, no sockets
- private, loopback and link-local addresses, unless `allow_private`; multicast, reserved,
  unspecified ones and those of cloud metadata always; IPv4 inside IPv6 is judged as IPv4
- ports below 1024, where databases aren't but much else is
- several hosts, parameters that name files, hosts or options, control characters anywhere
"""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address
from urllib.parse import parse_qsl

from erdapp.loaders.base import SourceError
from erdapp.loaders.database.addresses import Address, never, plain, private
from erdapp.loaders.database.url import Target, dialect_of, parse_url
from erdapp.schema import Dialect

LONGEST = 2_000
"""Characters of a URL."""
LOWEST_PORT = 1024
SETTING = "ERDAPP_ALLOW_PRIVATE_DATABASES"
"""The variable that an operator sets to allow private addresses."""

_URL = re.compile(
    r"""
    [a-z0-9]+ (?:\+[a-z0-9_]+)? ://
    (?: (?P<user> [^@/?\#\[\]\\:]* ) (?: : [^@/?\#\[\]\\]* )? @ )?
    (?P<host> \[[0-9a-f:.]+\] | [a-z0-9._-]+ )
    (?: : (?P<port> [0-9]{1,5} ) )?
    (?: / (?P<database> [^/?\#\\]* ) )?
    (?: \? (?P<query> [^\#]* ) )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_TLS = {
    "disabled": "false",
    "preferred": "preferred",
    "required": "skip-verify",
    "verify_ca": "true",
    "verify_identity": "true",
}
_SSLMODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")

_PARAMETERS: dict[Dialect, dict[str, tuple[str, ...]]] = {
    Dialect.POSTGRES: {
        "sslmode": _SSLMODES,
        "channel_binding": ("disable", "prefer", "require"),
        "search_path": (),
        "schema": (),
    },
    Dialect.MYSQL: {
        "tls": ("true", "false", "skip-verify", "preferred"),
        "ssl-mode": tuple(_TLS),
        "sslmode": tuple(_TLS),
    },
}
"""What a URL may say after `?`, and which values (none: any)."""
_PARAMETERS[Dialect.MARIADB] = _PARAMETERS[Dialect.MYSQL]


def check(url: str, *, allow_private: bool) -> Target:
    """The target of a URL whose writing is fine. Asks no name service.

    Raises SourceError with one sentence that holds neither the URL nor the password.
    """
    if len(url) > LONGEST:
        raise SourceError(f"a database URL has at most {LONGEST:,} characters")
    if not url.isprintable() or " " in url:
        raise SourceError("the database URL has a space or a control character in it")
    dialect = dialect_of(url)
    _check_dialect(dialect)
    found = _URL.fullmatch(url)
    if found is None:
        raise SourceError(
            "the database URL is malformed: it reads scheme://user:password@host:port/database "
            "with one host; in a password write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23"
        )
    if not found["user"]:
        raise SourceError("the database URL names no user: scheme://user:password@host/database")
    parameters = _parameters(dialect, found["query"] or "")
    target = replace(parse_url(url.partition("?")[0]), parameters=parameters)
    host = found["host"].strip("[]").lower()
    if target.host.lower() != host or (found["port"] and target.port != int(found["port"])):
        raise SourceError("the database URL is malformed: check its host and port")
    _check_texts(target)
    if target.port < LOWEST_PORT:
        raise SourceError(f"port {target.port} is refused: databases are at {LOWEST_PORT} and up")
    literal = _literal(host, bracketed=found["host"].startswith("["))
    if literal is not None:
        _judge(literal, target.host, allow_private)
    return target


def resolve(target: Target, *, allow_private: bool) -> Target:
    """The target with the one address that will be connected to, every answer being allowed.

    Raises SourceError.
    """
    try:
        rows = socket.getaddrinfo(
            target.host, target.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )
    except (OSError, UnicodeError):
        raise SourceError(f"the host {target.host} was not found") from None
    # IPv4 first: a server in a container often has no way out by IPv6.
    found = sorted({plain(ip_address(str(row[4][0]))) for row in rows}, key=_order)
    if not found:
        raise SourceError(f"the host {target.host} has no address")
    for address in found:
        _judge(address, target.host, allow_private)
    return replace(target, address=str(found[0]))


def _order(address: Address) -> tuple[int, int]:
    return address.version, int(address)


def _check_dialect(dialect: Dialect) -> None:
    """Only what is connected to at a judged address: see `connect`."""
    if dialect is Dialect.SQLITE:
        raise SourceError(
            "a SQLite database is a file, and files of this server are not read: "
            "choose an .sql file made with sqlite3 FILE .schema"
        )
    if dialect is Dialect.MSSQL:
        raise SourceError(
            "a live SQL Server is not read here, because that was never verified on one: "
            "script the database to an .sql file and choose that"
        )


def _parameters(dialect: Dialect, query: str) -> tuple[tuple[str, str], ...]:
    """The allowed parameters under the names that `connect` knows."""
    allowed = _PARAMETERS[dialect]
    given: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in allowed:
            shown = name if re.fullmatch(r"[\w.-]{1,40}", name) else "of that name"
            raise SourceError(
                f"the parameter {shown} is not taken here; these are: {', '.join(allowed)}"
            )
        if name in given:
            raise SourceError(f"the parameter {name} is given twice")
        if allowed[name] and value.lower() not in allowed[name]:
            raise SourceError(f"{name} is one of {', '.join(allowed[name])}")
        given[name] = value.lower() if allowed[name] else value
    if (path := given.pop("schema", "")) and not given.get("search_path"):
        given["search_path"] = path
    if dialect is not Dialect.POSTGRES:
        for name in ("ssl-mode", "sslmode"):
            if name in given:
                given.setdefault("tls", _TLS[given.pop(name)])
    return tuple(given.items())


def _check_texts(target: Target) -> None:
    """No control character hides behind a percent sign: some servers take lines for commands."""
    texts = (target.user, target.password, target.database, *dict(target.parameters).values())
    if any(ord(char) < 32 or ord(char) == 127 for text in texts for char in text):
        raise SourceError("the database URL has a control character in it")
    if any(len(text) > 500 for text in texts):
        raise SourceError("a name or the password in the database URL is too long")


def _literal(host: str, *, bracketed: bool) -> Address | None:
    """The address that a host is, None for a name. Raises SourceError for one in disguise."""
    if bracketed:
        try:
            return IPv6Address(host)
        except AddressValueError:
            raise SourceError("what is in the brackets is no IPv6 address") from None
    labels = host.removesuffix(".").split(".")
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        # 2130706433, 0x7f.1, 127.1, 0177.0.0.1: other ways to write an address.
        try:
            return IPv4Address(host)
        except AddressValueError:
            raise SourceError("write the address as four decimal numbers") from None
    if len(host) > 253 or any(not 0 < len(label) <= 63 for label in labels):
        raise SourceError("the host in the database URL is no name of a host")
    if labels[-1] in ("localhost", "localdomain", "ip6-localhost", "ip6-loopback"):
        return IPv4Address("127.0.0.1")
    return None


def _judge(address: Address, host: str, allow_private: bool) -> None:
    """Raise SourceError for an address that isn't to be connected to. The address behind a name
    isn't told: it would map the network around the server."""
    if why := never(address):
        raise SourceError(f"{host} is {why}: no database is read there")
    if not allow_private and (why := private(address)):
        raise SourceError(
            f"{host} is {why}, where this server reads no databases; "
            f"who runs it can allow that with {SETTING}=1"
        )
