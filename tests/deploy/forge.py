"""A forge of the tests' own: the comments of one pull request as GitHub and GitLab serve them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, field

LISTS = {
    "github": "/api/repos/team/shop/issues/7/comments",
    "gitlab": "/api/projects/12/merge_requests/7/notes",
}
ITEMS = {"github": "/api/repos/team/shop/issues/comments/", "gitlab": LISTS["gitlab"] + "/"}
CHANGES = {"github": "PATCH", "gitlab": "PUT"}


class Forge(Struct, kw_only=True):
    """What it holds, and how it was asked."""

    kind: str
    token: str
    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    most: int = 100
    """Comments on a page, whatever is asked for."""
    refuses: int = 0
    """The status of every change; 0 takes them."""

    def add(self, body: str, type: str = "User") -> int:
        number = len(self.comments) + 100
        self.comments.append({"id": number, "body": body, "user": {"type": type}})
        return number

    @property
    def env(self) -> dict[str, str]:
        """What a job on it finds in its environment."""
        api = f"{self.url}/api"
        if self.kind == "github":
            return {
                "GITHUB_API_URL": api,
                "GITHUB_REPOSITORY": "team/shop",
                "PULL": "7",
                "GH_TOKEN": self.token,
            }
        return {
            "CI_API_V4_URL": api,
            "CI_PROJECT_ID": "12",
            "CI_MERGE_REQUEST_IID": "7",
            "ERDAPP_GITLAB_TOKEN": self.token,
        }

    def answer(self, method: str, target: str, told: str, body: Any) -> tuple[int, Any]:
        parts = urlsplit(target)
        self.asked.append(f"{method} {parts.path}")
        if told != self.token:
            return 401, {"message": "Bad credentials"}
        if method == "GET" and parts.path == LISTS[self.kind]:
            asked = parse_qs(parts.query)
            size = min(int(asked["per_page"][0]), self.most)
            start = (int(asked["page"][0]) - 1) * size
            return 200, self.comments[start : start + size]
        if self.refuses:
            return self.refuses, {"message": "no"}
        if method == "POST" and parts.path == LISTS[self.kind]:
            return 201, self.comments[self.add(body["body"], "Bot") - 100]
        place = parts.path.removeprefix(ITEMS[self.kind])
        found = next((one for one in self.comments if str(one["id"]) == place), None)
        if method != CHANGES[self.kind] or found is None:
            return 404, {"message": "Not Found"}
        found["body"] = body["body"]
        return 200, found


@contextmanager
def serving(forge: Forge) -> Iterator[Forge]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = self.headers.get("PRIVATE-TOKEN") or self.headers.get("Authorization", "")
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            token = told.removeprefix("Bearer ")
            status, answer = forge.answer(self.command, self.path, token, body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_PUT = do_PATCH = do_GET

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    forge.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
