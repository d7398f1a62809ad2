"""What a process keeps of its pages is nobody's own: whoever comes later reads what they would read in a fresh one."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from tests.factories import make_user
from tests.panel.conftest import Desk
from tests.panel.test_home import fill

_OWN = re.compile(r'(name="(?:csrf_token|idempotency_key)" value=|nonce=)"[^"]*"')
PAGES = ("/admin/", "/admin/visits/", "/admin/customers/", "/admin/invoices/", "/admin/audit/")


@pytest.fixture
def readers(at_desk: Callable[..., Desk], session: Session) -> list[Desk]:
    """Two roles, two languages each."""
    fill(session)
    desks = []
    for role, language in product((Role.ADMIN, Role.CS), ("id", "en")):
        desks.append(at_desk(make_user(session, f"Orang {role} {language}", role)))
        desks[-1].client.set_cookie("lang", language)
    return desks


def test_a_page_is_the_same_whoever_came_before(readers: list[Desk], app: Flask) -> None:
    for path in PAGES:
        fresh = _fresh(readers, path, app)
        kept = [_page(desk, path) for desk in readers]
        # a page says how long ago things were: on the minute's stroke it is read once more
        assert kept == fresh or [_page(desk, path) for desk in readers] == _fresh(readers, path, app), path
        assert len(set(fresh)) > 1


def _fresh(readers: list[Desk], path: str, app: Flask) -> list[str]:
    """What each would read if nobody had been there before."""
    pages = []
    for desk in readers:
        app.extensions["kept"].forget()
        pages.append(_page(desk, path))
    return pages


def test_the_navigation_shows_where_the_reader_is(readers: list[Desk]) -> None:
    for path in PAGES[:2]:
        marked = re.findall(r'class="nav-link" href="([^"]+)" aria-current="page"', _page(readers[0], path))
        assert marked == [path]


def _page(desk: Desk, path: str) -> str:
    return _OWN.sub(r"\1", desk.get(path).get_data(as_text=True))
