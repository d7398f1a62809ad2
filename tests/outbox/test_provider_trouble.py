"""A provider that fails, is busy, gives no answer or is gone: nothing is lost, no other channel waits, final refusals are shown."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.relay import fan_out_and_send, relay
from app.jobs.outbox.sending.channel_workers import workers_of
from app.models.accounts.user import User
from app.models.messaging.outbox import Delivery, DeliveryStatus, OutboxMessage
from tests.factories import make_admin, make_technician, make_visit
from tests.outbox.conftest import emit_telegram, emit_whatsapp, statuses
from tests.standins import TelegramStandIn, WhatsAppStandIn

pytestmark = [pytest.mark.slow]
OpenSession = Callable[[], Session]


def _relay(app: Flask, *, seconds: float = 20) -> None:
    """One relay, and wait for the channels."""
    with app.app_context():
        relay()
        for worker in workers_of(app):
            worker.stop(seconds, at_once=False)


def _due_now(session: Session) -> None:
    """The waits and leases have run out."""
    session.rollback()
    session.execute(update(Delivery).where(Delivery.status == "QUEUED").values(due_at=utc_now()))
    session.commit()


def test_a_hanging_provider_keeps_no_other_channel_waiting(
    real_app: Flask, open_session: OpenSession, whatsapp: WhatsAppStandIn, telegram: TelegramStandIn
) -> None:
    whatsapp.behave(hang=30)
    session = open_session()
    emit_whatsapp(session, 50)
    emit_telegram(session, 10)
    session.commit()
    with real_app.app_context():
        relay()
    telegram.wait_for(10, timeout=60)  # one after the other, WhatsApp's fifty would take 150 s
    session.execute(text("SELECT 1"))
    emit_telegram(session, 5)
    session.commit()
    with real_app.app_context():
        relay()
    telegram.wait_for(15, timeout=60)


def test_a_backlog_is_gone_soon_after_the_provider_is_back(
    real_app: Flask, open_session: OpenSession, whatsapp: WhatsAppStandIn
) -> None:
    whatsapp.offline()
    session = open_session()
    emit_whatsapp(session, 120)
    session.commit()
    _relay(real_app)
    session.rollback()
    assert statuses(session) == {"QUEUED": 120}
    assert set(session.scalars(select(Delivery.error_code))) == {"unreachable"}
    latest = max(session.scalars(select(Delivery.due_at)))
    assert latest < utc_now() + timedelta(seconds=90)
    whatsapp.online()
    _due_now(session)
    _relay(real_app)
    session.rollback()
    assert statuses(session) == {"SENT": 120}
    assert len(whatsapp.received) == 120
    assert not whatsapp.duplicates()


@pytest.mark.parametrize("status", [500, 503])
def test_an_ill_provider_is_tried_again_later(
    real_app: Flask, open_session: OpenSession, whatsapp: WhatsAppStandIn, status: int
) -> None:
    whatsapp.behave(status)
    session = open_session()
    emit_whatsapp(session, 5)
    session.commit()
    _relay(real_app)
    session.rollback()
    assert statuses(session) == {"QUEUED": 5}
    whatsapp.calm()
    _due_now(session)
    _relay(real_app)
    assert len(whatsapp.received) == 5


def test_a_busy_provider_is_given_the_pause_it_asked_for(
    real_app: Flask, open_session: OpenSession, telegram: TelegramStandIn
) -> None:
    telegram.behave(429, retry_after=40)
    session = open_session()
    emit_telegram(session, 1)
    session.commit()
    _relay(real_app)
    session.rollback()
    delivery = session.scalars(select(Delivery)).one()
    assert delivery.status == DeliveryStatus.QUEUED
    assert delivery.due_at >= delivery.created_at + timedelta(seconds=40)


def test_after_six_hours_a_message_is_parked_in_sight(
    real_app: Flask, open_session: OpenSession, whatsapp: WhatsAppStandIn
) -> None:
    whatsapp.behave(500)
    session = open_session()
    emit_whatsapp(session, 1)
    session.commit()
    _relay(real_app)
    session.execute(update(Delivery).values(created_at=utc_now() - timedelta(hours=6, minutes=1)))
    session.commit()
    _due_now(session)
    _relay(real_app)
    session.rollback()
    delivery = session.scalars(select(Delivery)).one()
    assert delivery.status == DeliveryStatus.PARKED
    assert delivery.error_code == "131000"


def test_a_refused_recipient_is_parked_at_once_and_alone(
    real_app: Flask, open_session: OpenSession, telegram: TelegramStandIn
) -> None:
    telegram.unknown_chats.add(501)
    session = open_session()
    emit_telegram(session, 3)
    session.commit()
    _relay(real_app)
    session.rollback()
    assert statuses(session) == {"SENT": 2, "PARKED": 1}


def test_who_blocked_the_bot_is_written_to_by_mail(
    real_app: Flask, open_session: OpenSession, telegram: TelegramStandIn
) -> None:
    telegram.blocked.add(42)
    session = open_session()
    budi = make_technician(session, telegram_chat_id=42, telegram_verified_at=utc_now())
    session.add(
        OutboxMessage(
            kind="technician.replaced",
            payload={"visit_id": make_visit(session).id, "technician_id": budi.id, "reason": "REPLACED"},
            due_at=utc_now(),
        )
    )
    session.commit()
    with real_app.app_context():
        fan_out_and_send()
    session.rollback()
    session.expire_all()
    found = session.scalars(select(Delivery).where(Delivery.user_id == budi.id).order_by(Delivery.id)).all()
    told = [(delivery.channel, delivery.status) for delivery in found]
    assert told == [("IN_APP", "DELIVERED"), ("TELEGRAM", "PARKED"), ("EMAIL", "SANDBOX")]
    assert session.get_one(User, budi.id).telegram_blocked_at


def test_a_dead_token_stops_nothing_for_good_and_admins_hear_of_it_once(
    real_app: Flask, open_session: OpenSession, whatsapp: WhatsAppStandIn, telegram: TelegramStandIn
) -> None:
    session = open_session()
    make_admin(session, telegram_chat_id=7, telegram_verified_at=utc_now())
    emit_whatsapp(session, 5)
    session.commit()
    whatsapp.behave(401)
    _relay(real_app)
    _relay(real_app)
    session.rollback()
    session.expire_all()
    assert statuses(session) == {"QUEUED": 5, "SENT": 1, "DELIVERED": 1}  # the admin: Telegram and notification
    assert "WhatsApp" in telegram.received[0]["body"]["text"]
    assert len(telegram.received) == 1
    whatsapp.calm()
    _due_now(session)
    _relay(real_app)
    assert len(whatsapp.received) == 5
