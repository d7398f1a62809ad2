"""An event that is counted again at the very moment somebody looks for work is not left lying."""

from collections.abc import Callable

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.units import APPLY_INBOX, unit_of
from app.jobs.inbox.apply import _next
from app.models.messaging.inbox import InboxEvent, InboxStatus, Provider
from workflows.inbox import receive_event

pytestmark = pytest.mark.concurrency


def receive(session: Session) -> bool:
    facts = {"provider": Provider.WHATSAPP, "unique_key": "wamid.1", "kind": "status", "raw": {}}
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
