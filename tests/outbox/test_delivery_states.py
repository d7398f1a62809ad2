"""What Meta tells us about our messages, in any order, before or after our own notes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.sending.lease import lease, record
from app.jobs.outbox.sending.leased_delivery import Result
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage, OutboxStatus
from tests.factories import make_cs
from workflows.outbox import StatusNews, note_status, resend_delivery

S = DeliveryStatus
FALLBACK = {"name": "kabar", "language": "id", "values": [], "url_suffix": None}


def _delivery(session: Session, status: S = S.SENT, **given: object) -> Delivery:
    message = OutboxMessage(kind="contact.reply", payload={}, due_at=utc_now(), status=OutboxStatus.ADDRESSED)
    contact = WhatsAppContact(wa_id="6281234567890", last_inbound_at=utc_now())
    session.add_all([message, contact])
    session.flush()
    facts = {"payload": {}, "provider_id": "wamid.1" if status != S.QUEUED else None, "due_at": utc_now(), **given}
    delivery = Delivery(
        message_id=message.id,
        kind="contact.reply",
        channel=Channel.WHATSAPP,
        status=status,
        contact_id=contact.id,
        address="6281234567890",
        body="halo",
        idempotency_key=f"{message.id}:test",
        **facts,
    )
    session.add(delivery)
    session.flush()
    return delivery


def _told(session: Session, delivery: Delivery, status: str, wamid: str = "wamid.1", code: str = "") -> Delivery:
    news = StatusNews(wamid, status, utc_now(), delivery_id=delivery.id, error_code=code)
    assert note_status(session, news, now=utc_now()) is delivery
    return delivery


@pytest.mark.parametrize(
    "order", [("sent", "delivered", "read"), ("read", "delivered", "sent"), ("delivered", "read", "sent", "delivered")]
)
def test_states_only_move_up(session: Session, order: tuple[str, ...]) -> None:
    delivery = _delivery(session)
    for status in order:
        _told(session, delivery, status)
    assert delivery.status == S.READ
    assert delivery.sent_at
    assert delivery.delivered_at
    assert delivery.read_at


def test_what_was_delivered_cannot_fail(session: Session) -> None:
    delivery = _delivery(session)
    for status in ("delivered", "failed"):
        _told(session, delivery, status, code="131026" if status == "failed" else "")
    assert delivery.status == S.DELIVERED


def test_a_failure_is_kept_with_its_reason(session: Session) -> None:
    delivery = _told(session, _delivery(session), "failed", code="131026")
    assert (delivery.status, delivery.error_code) == (S.PARKED, "131026")


def test_played_counts_as_read_and_unknown_words_as_nothing(session: Session) -> None:
    delivery = _told(session, _delivery(session), "teleported")
    assert delivery.status == S.SENT
    assert _told(session, delivery, "played").status == S.READ


def test_a_message_that_is_not_ours_is_nobodys(session: Session) -> None:
    assert note_status(session, StatusNews("wamid.x", "read", utc_now()), now=utc_now()) is None


def test_a_closed_window_sends_once_more_by_template(session: Session) -> None:
    delivery = _delivery(session, payload={"fallback": FALLBACK})
    _told(session, delivery, "failed", code="131047")
    assert delivery.status == S.QUEUED
    assert delivery.payload["template"] == FALLBACK
    _told(session, delivery, "sent")
    assert delivery.status == S.QUEUED, "late news of the first sending says nothing about the second"
    delivery.status, delivery.provider_id = S.SENT, "wamid.2"
    _told(session, delivery, "failed", wamid="wamid.2", code="131047")
    assert delivery.status == S.BY_HAND


def test_a_closed_window_without_a_template_is_for_a_person(session: Session) -> None:
    assert _told(session, _delivery(session), "failed", code="131047").status == S.BY_HAND


def test_delivered_told_before_our_own_note_stays_delivered(app: Flask, session: Session) -> None:
    delivery = _delivery(session, S.QUEUED)
    session.commit()
    with app.app_context():
        (leased,) = lease(Channel.WHATSAPP, 10)
        session.expire_all()
        _told(session, delivery, "delivered")
        session.commit()
        record([Result(leased.id, leased.tries, S.SENT, provider_id="wamid.1", sent_at=utc_now())])
    session.expire_all()
    assert (delivery.status, delivery.provider_id) == (S.DELIVERED, "wamid.1")


def test_failed_told_before_our_own_note_is_not_overwritten(app: Flask, session: Session) -> None:
    delivery = _delivery(session, S.QUEUED, payload={"fallback": FALLBACK})
    session.commit()
    with app.app_context():
        (leased,) = lease(Channel.WHATSAPP, 10)
        session.expire_all()
        _told(session, delivery, "failed", code="131047")
        session.commit()
        record([Result(leased.id, leased.tries, S.SENT, provider_id="wamid.1", sent_at=utc_now())])
    session.expire_all()
    assert delivery.status == S.QUEUED
    assert delivery.provider_id is None


def test_a_leased_message_is_nobody_elses_until_the_lease_ends(app: Flask, session: Session) -> None:
    delivery = _delivery(session, S.QUEUED)
    session.commit()
    with app.app_context():
        assert len(lease(Channel.WHATSAPP, 10)) == 1
        assert lease(Channel.WHATSAPP, 10) == []
        session.expire_all()
        delivery.due_at = utc_now() - timedelta(seconds=1)
        session.commit()
        assert lease(Channel.WHATSAPP, 10)[0].tries == 2


def test_sent_again_by_hand_forgets_the_failure(session: Session) -> None:
    delivery = _delivery(session, S.PARKED, error_code="131026")
    resend_delivery(session, delivery_id=delivery.id, actor=make_cs(session), now=utc_now())
    assert (delivery.status, delivery.error_code, delivery.tries) == (S.QUEUED, "", 0)
    _told(session, delivery, "delivered")
    assert delivery.status == S.QUEUED
