"""Programs that ask with a token of a person, or without any."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from erdapp.store.actions.tokens import create_token
from tests.people import People, make_people


@dataclass(frozen=True)
class Program:
    """Asks the API and reads JSON answers."""

    token: str = ""

    def get(self, path: str) -> tuple[int, Any]:
        return self._read(Client().get(f"/api/v1/{path}", headers=self._headers()))

    def push(self, text: str, **about: str) -> tuple[int, Any]:
        files = [{"path": "schema.sql", "data": base64.b64encode(text.encode()).decode()}]
        return self.post("push", {"files": files, **about})

    def push_folder(self, files: dict[str, bytes], **about: Any) -> tuple[int, Any]:
        sent = [{"path": p, "data": base64.b64encode(d).decode()} for p, d in files.items()]
        return self.post("push/migrations", {"files": sent, **about})

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        answer = Client().post(
            f"/api/v1/{path}",
            json.dumps(body),
            content_type="application/json",
            headers=self._headers(),
        )
        return self._read(answer)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    @staticmethod
    def _read(answer: HttpResponse) -> tuple[int, Any]:
        is_json = answer.headers["Content-Type"].startswith("application/json")
        text = answer.content.decode()
        return answer.status_code, json.loads(text) if is_json else text


@pytest.fixture
def people(db: None) -> People:
    return make_people()


def program_of(user: User) -> Program:
    return Program(create_token(user, "CI")[1])
