"""The demo company served by a thread of this process to a real Chromium."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, ViewportSize
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from app.models.accounts.user import Role, User, UserStatus
from tests.support.logins import COOKIE
from tests.support.people import sign_in

DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 360, "height": 740}


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        """Stay silent."""


@pytest.fixture
def served_at(lived_in: Flask, real_clock: None) -> Iterator[str]:
    """Where a thread of this process serves the application: files are kept by the browser, as those of a site are."""
    server = make_server("127.0.0.1", 0, lived_in, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_as(lived_in: Flask, new_context: Callable[..., BrowserContext], served_at: str) -> Callable[..., Page]:
    """Return a function that opens a page for a role of the demo company: `open_as(Role.CS)`."""

    def open_one(role: Role) -> Page:
        with lived_in.app_context():
            session = lived_in.extensions["sqlalchemy"].session
            person = session.scalars(
                select(User).where(User.role == role, User.status == UserStatus.ACTIVE).order_by(User.id).limit(1)
            ).one()
            session.remove()
        client = sign_in(lived_in.test_client(), person)
        cookies = [client.get_cookie(name) for name in (COOKIE, lived_in.config["SESSION_COOKIE_NAME"])]
        context = new_context(base_url=served_at, viewport=DESK, locale="id-ID")
        context.add_cookies([{"name": kept.key, "value": kept.value, "url": served_at} for kept in cookies if kept])
        return context.new_page()

    return open_one
