"""Connections to an address that was judged before: nothing is looked up again, and nothing that
belongs to this server (passwords in its environment, keys in its home) is brought along."""

from __future__ import annotations

import socket
import ssl
from typing import Any

from erdapp.loaders.database.url import Target

_NOWHERE = "/dev/null/none"
"""A path at which no file can be."""


def libpq_options(target: Target) -> dict[str, Any]:
    """What libpq is told besides the target's own; nothing for a target without an address."""
    if not target.address:
        return {}
    options = {
        "hostaddr": target.address,  # `host` stays, as the name that TLS checks
        "password": target.password,  # even when empty: else PGPASSWORD would be sent
        "passfile": _NOWHERE,
        "sslcertmode": "disable",
        "gssencmode": "disable",
        "require_auth": "scram-sha-256,md5,password,none",
        "load_balance_hosts": "disable",
        "options": "",
    }
    if target.parameter("sslmode").startswith("verify"):
        options["sslrootcert"] = ssl.get_default_verify_paths().cafile or "system"
    return options


def open_socket(target: Target, timeout: float) -> socket.socket:
    """A TCP connection to the address. Raises OSError."""
    return socket.create_connection((target.address, target.port), timeout or None)


def mysql_tls(target: Target) -> dict[str, Any]:
    """What PyMySQL is told of TLS: `true` checks certificate and name, `skip-verify` insists on
    encryption only, `false` has none; without a word it is used where the server offers it."""
    match target.parameter("tls"):
        case "true":
            return {"ssl": ssl.create_default_context()}
        case "skip-verify":
            return {"ssl": {"check_hostname": False}}
        case "false":
            return {"ssl_disabled": True}
        case _:
            return {}
