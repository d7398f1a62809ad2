"""A program with a key of one of the cast."""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.core.clock import utc_now
from app.models.accounts.user import User
from app.policies.scopes import all_scopes_of
from tests.factories import make_company
from workflows.api_tokens import LONGEST_LIFE, make_token

BASE = "/api/v1"


def key_of(session: Session, user: User, scopes: list[str] | None = None, **given: Any) -> str:
    """Make a personal token, of every scope of the owner's role unless told otherwise; its secret."""
    now = utc_now()
    wanted = all_scopes_of(user.role) if scopes is None else scopes
    facts = {"name": "uji", "expires_at": now + LONGEST_LIFE, **given}
    made = make_token(session, owner=user, scopes=wanted, actor=user, now=now, **facts)
    return made.secret


@dataclass
class Program:
    """Sends JSON with a bearer token, and a fresh key with every POST unless given."""

    client: FlaskClient
    token: str | None

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if method == "POST":
            sent.setdefault("Idempotency-Key", uuid.uuid4().hex)
        more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.open(f"{BASE}{path}", method=method, headers=sent, **more)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.ask("POST", path, body, **headers)

    def decide(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        """POST a step that is bound to what was read: the record is read just before."""
        read = self.get(path.rpartition("/")[0]).headers["ETag"]
        return self.post(path, body, If_Match=read, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.ask("PATCH", path, body, **headers)


@pytest.fixture
def program(app: Flask, session: Session) -> Callable[..., Program]:
    """Return a function that gives a user a program: `program(dewi)`, `program(dewi, ["visits:read"])`."""
    make_company(session)

    def build(user: User | None = None, scopes: list[str] | None = None) -> Program:
        return Program(app.test_client(), key_of(session, user, scopes) if user else None)

    return build


@pytest.fixture
def statements(connection: Connection) -> Callable[[], Any]:
    """Return a context that collects the statements sent meanwhile, savepoints aside."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                seen.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        yield seen
        event.remove(connection, "before_cursor_execute", note)

    return collect
