"""An event that comes again while somebody looks for work, or in two batches at once, is kept and not left lying."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.units import APPLY_INBOX, unit_of
from app.jobs.inbox.apply import _next
from app.models.messaging.inbox import InboxEvent, InboxStatus, Provider
from workflows.inbox import receive_event

pytestmark = pytest.mark.concurrency


def receive(session: Session, key: str = "wamid.1") -> bool:
    facts = {"provider": Provider.WHATSAPP, "unique_key": key, "kind": "status", "raw": {}}
    return receive_event(session, **facts, now=utc_now())


def test_a_repeat_that_hid_its_event_from_the_sweep_wakes_the_next_one(open_session: Callable[[], Session]) -> None:
    provider, sweep = open_session(), open_session()
    assert receive(provider)
    provider.commit()
    unit_of(provider).wake.clear()
    assert not receive(provider)
    assert _next(sweep, utc_now()) is None
    assert unit_of(provider).wake == {APPLY_INBOX}
    provider.commit()
    assert _next(sweep, utc_now()) is not None


def test_a_repeat_of_what_is_applied_wakes_nobody(open_session: Callable[[], Session]) -> None:
    session = open_session()
    assert receive(session)
    session.execute(update(InboxEvent).values(status=InboxStatus.APPLIED))
    session.commit()
    unit_of(session).wake.clear()
    assert not receive(session)
    assert not unit_of(session).wake


def test_two_batches_of_the_same_events_in_opposite_orders_are_both_kept(committed_app: Flask) -> None:
    """Each waits for the other's second event; the database ends one of them, and it is run again."""
    met = Barrier(2, timeout=60)

    def keep(*keys: str) -> list[bool]:
        tries: list[int] = []

        def work(session: Session) -> list[bool]:
            session.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
            first = receive(session, keys[0])
            if not tries:
                tries.append(1)
                met.wait()
            return [first, receive(session, keys[1])]

        with committed_app.app_context():
            return unit_of_work(work)

    with ThreadPoolExecutor(2) as pool:
        batches = [pool.submit(keep, "wamid.1", "wamid.2"), pool.submit(keep, "wamid.2", "wamid.1")]
        kept = [batch.result(timeout=60) for batch in batches]
    assert sorted(kept) == [[False, False], [True, True]]
