"""Telegram chats that take nothing any more, and pauses that Telegram asks for."""

import json

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.messaging.outbox import Delivery
from tests.factories import make_company, make_technician, make_visit
from workflows.conversations import reply_on_telegram
from workflows.outbox_events import emit
from workflows.visits.events import VisitClaimed


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: PEER_ID_INVALID"),
        (400, "Bad Request: group chat was upgraded to a supergroup chat"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (400, "Bad Request: user not found"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (403, "Forbidden: bot was kicked from the group chat"),
        (403, "Forbidden: the group chat was deleted"),
        (403, "Forbidden: user is deactivated"),
    ],
)
def test_a_chat_that_is_gone_ends_the_link_and_the_message_goes_by_mail(talk, telegram, session, status, words):
    make_company(session)
    budi = make_technician(session, telegram_chat_id=555, telegram_verified_at=utc_now(), email="budi@contoh.id")
    moved = {"parameters": {"migrate_to_chat_id": -1001234567890}} if "upgraded" in words else {}
    telegram.behave(
        status=status, body=json.dumps({"ok": False, "error_code": status, "description": words, **moved}).encode()
    )
    visit = make_visit(session)
    session.flush()
    emit(session, VisitClaimed(visit_id=visit.id, technician_id=budi.id), now=utc_now())
    session.commit()
    talk.settle()
    session.expire_all()
    assert budi.telegram_blocked_at is not None
    channels = set(session.scalars(select(Delivery.channel).where(Delivery.kind == "visit.claimed")))
    assert "EMAIL" in channels


def test_a_flood_wait_rests_the_whole_bot(talk, telegram, session):
    telegram.behave(status=429, retry_after=30, times=1)
    for chat in (501, 502, 503):
        reply_on_telegram(session, chat_id=chat, text="Kabar", now=utc_now())
    session.commit()
    talk.settle()
    session.expire_all()
    assert len(telegram.received) == 0
    waiting = session.scalars(select(Delivery)).all()
    assert {delivery.status for delivery in waiting} == {"QUEUED"}
    assert all((delivery.due_at - utc_now()).total_seconds() > 25 for delivery in waiting)
