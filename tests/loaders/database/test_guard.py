"""Which databases a server reads for whoever asks: hostile URLs, hostile names, hostile answers."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from erdapp.loaders.base import SourceError
from erdapp.loaders.database import guard
from erdapp.loaders.database.pinned import libpq_options, mysql_tls
from erdapp.schema import Dialect

Resolver = Callable[..., list[Any]]

FINE = {
    "postgres://u:p@db.example.com/shop": ("db.example.com", 5432, "shop"),
    "postgresql://u:p@8.8.8.8:6543/shop": ("8.8.8.8", 6543, "shop"),
    "postgresql+psycopg://u:p@db.example.com/shop": ("db.example.com", 5432, "shop"),
    "mysql://u:p@DB.example.com/shop?tls=true": ("db.example.com", 3306, "shop"),
    "mariadb://u@[2606:4700::1111]:3307/": ("2606:4700::1111", 3307, ""),
    "maria://u:p%40%3A%2Fw@db.example.com": ("db.example.com", 3306, ""),
    "postgres://u:a:b@db_1.example.com./shop?sslmode=require": ("db_1.example.com.", 5432, "shop"),
}


@pytest.mark.parametrize("url", FINE)
def test_a_plain_public_database_is_fine(url: str) -> None:
    target = guard.check(url, allow_private=False)
    assert (target.host, target.port, target.database) == FINE[url]
    assert target.address == ""


PRIVATE = [
    "postgres://u:p@127.0.0.1/db",
    "postgres://u:p@127.8.9.10:5432/db",
    "postgres://u:p@localhost/db",
    "postgres://u:p@LOCALHOST./db",
    "postgres://u:p@db.localhost/db",
    "mysql://u:p@ip6-localhost/db",
    "mysql://u:p@10.1.2.3/db",
    "mysql://u:p@172.16.0.1/db",
    "mysql://u:p@172.31.255.255/db",
    "mysql://u:p@192.168.1.1/db",
    "mysql://u:p@100.64.0.1/db",
    "mysql://u:p@198.18.0.1/db",
    "postgres://u:p@169.254.1.1/db",
    "postgres://u:p@[::1]/db",
    "postgres://u:p@[0:0:0:0:0:0:0:1]/db",
    "postgres://u:p@[::ffff:127.0.0.1]/db",
    "postgres://u:p@[::ffff:7f00:1]/db",
    "postgres://u:p@[::ffff:10.0.0.1]/db",
    "postgres://u:p@[64:ff9b::10.0.0.1]/db",
    "postgres://u:p@[fc00::1]/db",
    "postgres://u:p@[fd12:3456::1]/db",
    "postgres://u:p@[fe80::1]/db",
    "postgres://u:p@[fec0::1]/db",
]
"""Refused unless the operator allows private addresses."""


@pytest.mark.parametrize("url", PRIVATE)
def test_a_private_address_is_refused_with_the_setting_that_allows_it(url: str) -> None:
    with pytest.raises(SourceError, match=guard.SETTING):
        guard.check(url, allow_private=False)
    assert guard.check(url, allow_private=True).port in (3306, 5432)


NEVER = [
    # addresses that no database is at, metadata of clouds above all
    "mysql://u:p@169.254.169.254/db",
    "mysql://u:p@169.254.170.2/db",
    "mysql://u:p@100.100.100.200/db",
    "mysql://u:p@168.63.129.16/db",
    "mysql://u:p@[fd00:ec2::254]/db",
    "mysql://u:p@[::ffff:169.254.169.254]/db",
    "mysql://u:p@[64:ff9b::a9fe:a9fe]/db",
    "mysql://u:p@0.0.0.0/db",
    "mysql://u:p@0.1.2.3/db",
    "mysql://u:p@224.0.0.1/db",
    "mysql://u:p@240.0.0.1/db",
    "mysql://u:p@255.255.255.255/db",
    "mysql://u:p@192.0.2.1/db",
    "mysql://u:p@[::]/db",
    "mysql://u:p@[::ffff:0.0.0.0]/db",
    "mysql://u:p@[ff02::1]/db",
    "mysql://u:p@[2001:db8::1]/db",
    "mysql://u:p@[2002:7f00:1::]/db",
    "mysql://u:p@[2001:0:7f00:1::]/db",
    "mysql://u:p@[::127.0.0.1]/db",
    "mysql://u:p@[64:ff9b:1::7f00:1]/db",
    # addresses in disguise
    "postgres://u:p@2130706433/db",
    "postgres://u:p@0x7f000001/db",
    "postgres://u:p@0x7f.0.0.1/db",
    "postgres://u:p@0177.0.0.1/db",
    "postgres://u:p@127.1/db",
    "postgres://u:p@127.0.0.1./db",
    "postgres://u:p@127.0.0.0x1/db",
    "postgres://u:p@017700000001/db",
    "postgres://u:p@%31%32%37.0.0.1/db",
    "postgres://u:p@127%2e0%2e0%2e1/db",
    "postgres://u:p@①②⑦.⓪.⓪.①/db",
    "postgres://u:p@127。0。0。1/db",
    "postgres://u:p@ⓛocalhost/db",
    "postgres://u:p@[fe80::1%25eth0]/db",
    "postgres://u:p@[::1/db",
    "postgres://u:p@[v1.x]/db",
    "postgres://u:p@[1.2.3.4]/db",
    # tricks with users, hosts and ports
    "postgres://u:p@db.example.com@127.0.0.1/db",
    "postgres://u:p@127.0.0.1\\@db.example.com/db",
    "postgres://u:p@db.example.com#@127.0.0.1/db",
    "postgres://u:p@db.example.com:5432@127.0.0.1/db",
    "postgres://u:p@[::1]@db.example.com/db",
    "postgres://u:p@db.example.com,127.0.0.1/db",
    "postgres://u:p@db.example.com:5432,127.0.0.1:5432/db",
    "postgres://u:p@/db",
    "postgres:///db",
    "postgres://db.example.com/db",
    "postgres://:p@db.example.com/db",
    "postgres://u:p@%2Fvar%2Frun%2Fpostgresql/db",
    "postgres://u:p@/var/run/postgresql/db",
    "postgres://u:p@db..example.com/db",
    "postgres://u:p@" + "a" * 64 + ".com/db",
    "postgres://u:p@" + "a." * 140 + "com/db",
    "postgres://u:p@db.example.com:0/db",
    "postgres://u:p@db.example.com:22/db",
    "postgres://u:p@db.example.com:80/db",
    "postgres://u:p@db.example.com:443/db",
    "postgres://u:p@db.example.com:1023/db",
    "postgres://u:p@db.example.com:99999/db",
    "postgres://u:p@db.example.com:-1/db",
    "postgres://u:p@db.example.com:+5432/db",
    "postgres://u:p@db.example.com:٥٤٣٢/db",
    # lines and zeros, plain and encoded
    "postgres://u:p@db.example.com/db\nSLAVEOF 1.2.3.4 1",
    "postgres://u:p@db.example.com\r\n/db",
    "postgres://u\r\nQUIT:p@db.example.com/db",
    "postgres://u%0d%0aQUIT:p@db.example.com/db",
    "postgres://u:p%0a@db.example.com/db",
    "postgres://u:p@db.example.com/db%00x",
    "postgres://u:p@db.example.com/db?search_path=a%0ab",
    "postgres://u:p@db.example.com/db\x00",
    "postgres://u:p@db.example.com/d b",
    "postgres://u:p@db.exam\u200bple.com/db",
    # parameters that name files, hosts, options
    "postgres://u:p@db.example.com/db?host=127.0.0.1",
    "postgres://u:p@db.example.com/db?hostaddr=127.0.0.1",
    "postgres://u:p@db.example.com/db?port=22",
    "postgres://u:p@db.example.com/db?service=prod",
    "postgres://u:p@db.example.com/db?passfile=/root/.pgpass",
    "postgres://u:p@db.example.com/db?sslkey=/etc/ssl/private/key.pem",
    "postgres://u:p@db.example.com/db?sslrootcert=/etc/passwd",
    "postgres://u:p@db.example.com/db?options=-c%20log_statement%3Dall",
    "postgres://u:p@db.example.com/db?sslmode=disable&sslmode=require",
    "postgres://u:p@db.example.com/db?sslmode=x",
    "postgres://u:p@db.example.com/db?<script>=1",
    "mysql://u:p@db.example.com/db?unix_socket=/run/mysqld/mysqld.sock",
    "mysql://u:p@db.example.com/db?local_infile=1",
    "mysql://u:p@db.example.com/db?read_default_file=/root/.my.cnf",
    "mysql://u:p@db.example.com/db?init_command=DROP",
    "mysql://u:p@db.example.com/db?tls=custom",
    "mysql://u:p@db.example.com/db?" + "&".join(f"tls{i}=1" for i in range(30)),
    # what is not a database over TCP, or not one that is read
    "sqlite:///etc/passwd",
    "sqlite://file:data/erdapp.sqlite3",
    "sqlite://?mode=memory",
    "sqlserver://sa:p@db.example.com/db",
    "mssql://sa:p@db.example.com/db",
    "http://db.example.com/",
    "file:///etc/passwd",
    "gopher://db.example.com/",
    "redis://db.example.com/",
    "oracle://u:p@db.example.com/db",
    "postgres:u:p@db.example.com/db",
    "//u:p@db.example.com/db",
    "",
    "postgres://u:p@db.example.com/" + "d" * 2_000,
    "postgres://u:" + "p" * 600 + "@db.example.com/d",
]
"""Refused under every setting."""


@pytest.mark.parametrize("url", NEVER)
@pytest.mark.parametrize("allow_private", [False, True])
def test_a_hostile_url_is_refused_under_every_setting(url: str, allow_private: bool) -> None:
    with pytest.raises(SourceError) as caught:
        guard.check(url, allow_private=allow_private)
    said = str(caught.value)
    assert ":p@" not in said
    assert "\n" not in said
    assert "<" not in said


def test_the_writing_is_judged_without_asking_the_name_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked"))
    for url in (*FINE, *PRIVATE):
        guard.check(url, allow_private=True)


def names(*answers: str) -> Resolver:
    """A name service that gives these answers to every question."""

    def resolver(host: str, port: int, **_: Any) -> list[Any]:
        if not answers:
            raise socket.gaierror("none")
        return [
            (socket.AF_INET6 if ":" in a else socket.AF_INET, 1, 6, "", (a, port)) for a in answers
        ]

    return resolver


@pytest.mark.parametrize(
    "answers",
    [
        ("127.0.0.1",),
        ("10.0.0.5",),
        ("8.8.8.8", "127.0.0.1"),
        ("2606:4700::1111", "8.8.8.8", "fd00::1"),
        ("::1",),
        ("::ffff:10.0.0.1",),
        ("fe80::1%eth0",),
        ("64:ff9b::7f00:1",),
    ],
)
def test_a_name_that_leads_to_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...]
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", names(*answers))
    target = guard.check("postgres://u:p@db.example.com/db", allow_private=False)
    with pytest.raises(SourceError, match=guard.SETTING) as caught:
        guard.resolve(target, allow_private=False)
    assert not any(answer in str(caught.value) for answer in answers)
    assert guard.resolve(target, allow_private=True).address


@pytest.mark.parametrize(
    "answer", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "::", "fd00:ec2::254"]
)
def test_a_name_that_leads_where_no_database_is_stays_refused(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", names("8.8.8.8", answer))
    target = guard.check("postgres://u:p@db.example.com/db", allow_private=True)
    with pytest.raises(SourceError, match="no database is read there"):
        guard.resolve(target, allow_private=True)


def test_a_name_is_asked_once_and_the_judged_address_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def resolver(host: str, port: int, **kwargs: Any) -> list[Any]:
        asked.append(host)
        return names("2606:4700::1111", "::ffff:8.8.4.4", "8.8.8.8")(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    target = guard.check("mysql://u:p@db.example.com/db", allow_private=False)
    target = guard.resolve(target, allow_private=False)
    assert (target.host, target.address) == ("db.example.com", "8.8.4.4")
    assert asked == ["db.example.com"]


def test_a_name_that_is_not_found_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", names())
    target = guard.check("mysql://u:p@db.example.com/db", allow_private=False)
    with pytest.raises(SourceError, match=r"db\.example\.com was not found"):
        guard.resolve(target, allow_private=False)


@pytest.mark.parametrize(
    ("url", "parameters"),
    [
        ("postgres://u@h.com/d?schema=a", (("search_path", "a"),)),
        ("postgres://u@h.com/d?sslmode=Verify-Full", (("sslmode", "verify-full"),)),
        ("mysql://u@h.com/d?ssl-mode=REQUIRED", (("tls", "skip-verify"),)),
        ("mysql://u@h.com/d?ssl-mode=VERIFY_IDENTITY", (("tls", "true"),)),
        ("mariadb://u@h.com/d?tls=preferred", (("tls", "preferred"),)),
    ],
)
def test_parameters_are_taken_under_the_names_that_are_in_use(
    url: str, parameters: tuple[tuple[str, str], ...]
) -> None:
    assert guard.check(url, allow_private=False).parameters == parameters


def test_libpq_is_told_the_address_and_brings_nothing_of_this_server_along() -> None:
    target = guard.check("postgres://u@1.1.1.1/d?sslmode=verify-full", allow_private=False)
    assert libpq_options(target) == {}
    options = libpq_options(guard.resolve(target, allow_private=False))
    assert options["hostaddr"] == "1.1.1.1"
    assert options["password"] == ""
    assert "gss" not in options["require_auth"]
    assert options["sslrootcert"]


def test_tls_true_checks_certificate_and_name() -> None:
    target = guard.check("mysql://u@h.com/d?tls=true", allow_private=False)
    assert mysql_tls(target)["ssl"].check_hostname
    assert target.dialect is Dialect.MYSQL
