"""Atlas's functions over URLs: another path, another parameter, another user."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, quote_plus, urlencode

from erdapp.cli.project.functions.signature import Function, Wrong


def _parts(url: str) -> tuple[str, str, str, str]:
    """Scheme, `user@host`, path and query. What isn't a URL raises Wrong, without being shown."""
    scheme, mark, rest = url.partition("://")
    if not mark or not scheme:
        raise Wrong("a URL is wanted, such as mysql://user@host:3306/database")
    rest, _, query = rest.partition("?")
    place, slash, path = rest.partition("/")
    return scheme, place, slash + path, query


def _url(scheme: str, place: str, path: str, query: str) -> str:
    return f"{scheme}://{place}{path}" + (f"?{query}" if query else "")


def _set_path(url: str, path: str) -> str:
    scheme, place, _, query = _parts(url)
    return _url(scheme, place, "/" + quote(path.lstrip("/")), query)


def _set_parameter(url: str, name: str, value: str) -> str:
    scheme, place, path, query = _parts(url)
    parameters = dict(parse_qsl(query, keep_blank_values=True)) | {name: value}
    return _url(scheme, place, path, urlencode(sorted(parameters.items())))


def _set_user(url: str, user: str, password: str | None = None) -> str:
    scheme, place, path, query = _parts(url)
    secret = "" if password is None else f":{quote(password, safe='')}"
    host = place.rpartition("@")[2]
    return _url(scheme, f"{quote(user, safe='')}{secret}@{host}", path, query)


FUNCTIONS = {
    "urlescape": Function(quote_plus, "t"),
    "urlqueryset": Function(_set_parameter, "ttt"),
    "urlsetpath": Function(_set_path, "tt"),
    "urluserinfo": Function(_set_user, "ttt?"),
}
