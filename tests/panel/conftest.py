"""Someone at the desk, logged in, who sends forms the way a browser does."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.core.identifiers import new_key
from app.models.accounts.user import User
from tests.factories import make_cs
from tests.support.logins import log_in

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Desk:
    """One person's browser."""

    def __init__(self, client: FlaskClient, user: User) -> None:
        self.client, self.user = client, user
        log_in(client, user)

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(path, query_string=query)

    def rows(self, path: str, **query: Any) -> list[str]:
        """The names of the records on the page, in order."""
        page = self.get(path, **query)
        assert page.status_code == 200, page.get_data(as_text=True)[:2000]
        return re.findall(r"data-row-link>([^<]*)<", page.get_data(as_text=True))

    def post(self, path: str, **fields: Any) -> TestResponse:
        """A form with the page's token and a key of its own."""
        found = _TOKEN.search(self.get("/admin/").get_data(as_text=True))
        assert found, "the home page has no form"
        return self.client.post(path, data={"csrf_token": found.group(1), "idempotency_key": new_key(), **fields})


@pytest.fixture
def at_desk(app: Flask, session: Session) -> Callable[..., Desk]:
    """Return a function that logs somebody in: `at_desk(make_sales(session))`, by default Dewi of CS."""

    def sit_down(user: User | None = None) -> Desk:
        user = user or make_cs(session)
        session.commit()
        return Desk(app.test_client(), user)

    return sit_down


@pytest.fixture
def statements(connection: Connection) -> list[str]:
    """Return the list to which every SQL statement of this test is added."""
    statements: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", listen)
    return statements
