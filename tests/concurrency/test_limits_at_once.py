"""What a person may have a few of: of two at once at the limit the second waits, and is counted."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.models.accounts.sessions import PasswordReset
from app.models.accounts.user import User
from tests.concurrency.two_sessions import OpenSession, interleave, one_after_the_other
from tests.factories import NOW, make_company, make_cs
from workflows.accounts.users.passwords.ask_reset import MOST_ASKED, ask_reset
from workflows.api_tokens.make_token import MOST_LIVE, make_token
from workflows.exports.order_export import MOST_WAITING, order_export
from workflows.notifications.subscribe_browser import MOST_BROWSERS, subscribe_browser
from workflows.saved_filters import MOST, save_filter

pytestmark = pytest.mark.concurrency

LISTED: dict[str, Any] = {"endpoint": "visits", "query": "flt_open=1"}
KEYS: dict[str, Any] = {"p256dh": "p", "auth": "a", "device": "Firefox"}
TOKEN: dict[str, Any] = {"scopes": ["visits:read"], "expires_at": NOW + timedelta(days=1), "now": NOW}
_numbers = count(1)


def _next(word: str) -> str:
    return f"{word}{next(_numbers)}"


LIMITS: dict[str, tuple[int, Callable[[Session, User], Any]]] = {
    "browsers": (
        MOST_BROWSERS,
        lambda session, user: subscribe_browser(session, actor=user, endpoint=_next("https://push.id/"), **KEYS),
    ),
    "exports": (
        MOST_WAITING,
        lambda session, user: order_export(session, actor=user, name="Kunjungan", kind="csv", now=NOW, **LISTED),
    ),
    "filters": (MOST, lambda session, user: save_filter(session, user=user, name=_next("Terbuka "), **LISTED)),
    "tokens": (
        MOST_LIVE,
        lambda session, user: make_token(session, owner=user, actor=user, name=_next("ERP "), **TOKEN),
    ),
}


@pytest.fixture
def dewi(open_session: OpenSession) -> User:
    setup = open_session()
    make_company(setup)
    dewi = make_cs(setup)
    setup.commit()
    return dewi


@pytest.mark.parametrize("what", sorted(LIMITS))
def test_of_two_at_once_the_one_beyond_the_limit_is_refused(open_session: OpenSession, dewi: User, what: str) -> None:
    most, ask = LIMITS[what]
    filling = open_session()
    for _ in range(most - 1):
        ask(filling, filling.get_one(User, dewi.id))
    filling.commit()

    def again(session: Session) -> None:
        ask(session, session.get_one(User, dewi.id))

    interleave(open_session, again, again, DomainError)


def test_of_two_who_ask_at_once_for_the_last_link_one_gets_it(open_session: OpenSession, dewi: User) -> None:
    def ask(session: Session) -> None:
        ask_reset(session, name=dewi.username, browser="x", key="y", now=NOW)

    filling = open_session()
    for _ in range(MOST_ASKED - 1):
        ask(filling)
    filling.commit()
    looking = one_after_the_other(open_session, ask, ask)
    assert len(looking.scalars(select(PasswordReset).where(PasswordReset.user_id == dewi.id)).all()) == MOST_ASKED
