"""What the browser tests of the offline queue ask the page and the database."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from tests.support.live import Site


def until(page: Page, expression: str) -> None:
    """Wait for it from outside: the pages' policy forbids Playwright's own way, which is an eval."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {expression}")


def rows(live_server: Site, what: type):
    with live_server.session() as session:
        return session.scalars(select(what).order_by(what.id)).all()


def until_rows(page: Page, live_server: Site, what: type, count: int = 1):
    for _ in range(150):
        if len(rows(live_server, what)) >= count:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{what.__name__} never arrived")
