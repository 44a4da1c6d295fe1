"""Functions of HCL that encode, decode and hash."""

from __future__ import annotations

import base64
import binascii
import csv
import hashlib
import io
import json

from erdapp.cli.project.functions.signature import Function, Wrong
from erdapp.cli.project.values import Value


def json_text(value: Value) -> str:
    """JSON as HCL writes it: compact, keys in order, numbers as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _from_json(text: str) -> Value:
    try:
        found: Value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Wrong(f"this is not JSON: {error}") from None
    return found


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Wrong(f"this is not a text in base64: {error}") from None


def _from_csv(text: str) -> Value:
    rows = list(csv.reader(io.StringIO(text)))
    if any(len(row) != len(rows[0]) for row in rows):
        raise Wrong("the lines have not all as many fields as the first")
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _hash(name: str) -> Function:
    return Function(lambda text: hashlib.new(name, text.encode()).hexdigest(), "t")


FUNCTIONS = {
    "base64decode": Function(_from_base64, "t"),
    "base64encode": Function(lambda text: base64.b64encode(text.encode()).decode(), "t"),
    "csvdecode": Function(_from_csv, "t"),
    "jsondecode": Function(_from_json, "t"),
    "jsonencode": Function(json_text, "a"),
    "md5": _hash("md5"),
    "sha1": _hash("sha1"),
    "sha256": _hash("sha256"),
    "sha512": _hash("sha512"),
}
