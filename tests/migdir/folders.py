"""Migration folders of every format and edge, as names and contents."""

from __future__ import annotations

from collections.abc import Mapping

A, B = b"CREATE TABLE a (id int);\n", b"CREATE TABLE b (id int);\n"
CRLF = b"CREATE TABLE a (id int);\r\nCREATE TABLE b (id int);\r\n"
IGNORED = b"-- atlas:sum ignore\n\nCREATE TABLE x (id int);\n"
GOOSE = b"-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n"
DBMATE = b"-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n"
LIQUIBASE = b"--liquibase formatted sql\n--changeset me:1\nCREATE TABLE a (id int);\n"

FOLDERS: dict[str, tuple[str, Mapping[str, bytes], list[str]]] = {
    "empty": ("atlas", {}, []),
    "one file": ("atlas", {"1_a.sql": A}, ["1_a.sql"]),
    "two files": ("atlas", {"2_b.sql": B, "1_a.sql": A}, ["1_a.sql", "2_b.sql"]),
    "no name": ("atlas", {"20250101000000.sql": A}, ["20250101000000.sql"]),
    "an empty file": ("atlas", {"1_a.sql": b"", "2_b.sql": B}, ["1_a.sql", "2_b.sql"]),
    "windows line ends": ("atlas", {"1_a.sql": CRLF}, ["1_a.sql"]),
    "no line end": ("atlas", {"1_a.sql": A.rstrip()}, ["1_a.sql"]),
    "a byte order mark": ("atlas", {"1_a.sql": b"\xef\xbb\xbf" + A}, ["1_a.sql"]),
    "bytes that are no text": ("atlas", {"1_a.sql": b"-- \xff\xfe\x80\n" + A}, ["1_a.sql"]),
    "an emoji and blanks in a name": ("atlas", {"1_ü 🙂.sql": A}, ["1_ü 🙂.sql"]),
    "by bytes, not by number": (
        "atlas", {"10_b.sql": B, "9_a.sql": A, "2_c.sql": A}, ["10_b.sql", "2_c.sql", "9_a.sql"],
    ),
    "capitals first": ("atlas", {"b.sql": B, "Z.sql": A, "a.sql": A}, ["Z.sql", "a.sql", "b.sql"]),
    "sum ignore alone": ("atlas", {"1_x.sql": IGNORED}, ["1_x.sql"]),
    "sum ignore between": (
        "atlas", {"1_a.sql": A, "2_x.sql": IGNORED, "3_b.sql": B},
        ["1_a.sql", "2_x.sql", "3_b.sql"],
    ),
    "sum ignore further down counts": (
        "atlas", {"1_a.sql": b"\n" + IGNORED, "2_b.sql": B}, ["1_a.sql", "2_b.sql"],
    ),
    "sum ignore with a carriage return counts": (
        "atlas", {"1_a.sql": b"-- atlas:sum ignore\r\n\r\nSELECT 1;\r\n"}, ["1_a.sql"],
    ),
    "a checkpoint": (
        "atlas", {"1_a.sql": A, "2_c.sql": b"-- atlas:checkpoint v1\n\n" + A + B},
        ["1_a.sql", "2_c.sql"],
    ),
    "golang-migrate": (
        "golang-migrate", {"1_a.up.sql": A, "1_a.down.sql": b"DROP TABLE a;\n", "2_b.up.sql": B},
        ["1_a.up.sql", "2_b.up.sql"],
    ),
    "golang-migrate without ways back": ("golang-migrate", {"1_a.up.sql": A}, ["1_a.up.sql"]),
    "goose": ("goose", {"1_a.sql": GOOSE, "2_b.sql": GOOSE}, ["1_a.sql", "2_b.sql"]),
    "dbmate": ("dbmate", {"1_a.sql": DBMATE, "2_b.sql": DBMATE}, ["1_a.sql", "2_b.sql"]),
    "liquibase": ("liquibase", {"1_a.sql": LIQUIBASE}, ["1_a.sql"]),
    "flyway by number": (
        "flyway", {"V10__c.sql": A, "V2__b.sql": B, "V1.1__a.sql": A, "U2__b.sql": B},
        ["V1.1__a.sql", "V2__b.sql", "V10__c.sql"],
    ),
    "flyway with a baseline and repeatable files": (
        "flyway", {"V1__a.sql": A, "B2__b.sql": A + B, "V3__c.sql": A, "R__v.sql": B},
        ["B2__b.sql", "V3__c.sql", "R__v.sql"],
    ),
    "flyway in sub-folders": (
        "flyway", {"V2__b.sql": B, "old/V1__a.sql": A}, ["old/V1__a.sql", "V2__b.sql"],
    ),
}  # fmt: skip
"""By name: the format, the files, and those that run in their order."""
