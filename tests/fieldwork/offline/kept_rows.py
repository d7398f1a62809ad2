"""What the browser tests of the offline queue ask the page and the database."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from tests.support.programs.live import Site

TRIES, PAUSE_MS = 400, 100  # a busy machine is waited for


def until(page: Page, expression: str) -> None:
    """Wait for it from outside: the pages' policy forbids Playwright's own way, which is an eval."""
    for _ in range(TRIES):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(PAUSE_MS)
    pytest.fail(f"never came true: {expression}")


def rows(live_server: Site, what: type):
    with live_server.session() as session:
        return session.scalars(select(what).order_by(what.id)).all()


def until_rows(page: Page, live_server: Site, what: type, count: int = 1):
    for _ in range(TRIES):
        if len(rows(live_server, what)) >= count:
            return
        page.wait_for_timeout(PAUSE_MS)
    pytest.fail(f"{what.__name__} never arrived")
