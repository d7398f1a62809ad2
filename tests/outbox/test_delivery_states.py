"""What Meta tells us about our messages, in any order, before or after our own notes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.lease import lease, record
from app.jobs.outbox.leased_delivery import Result
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage, OutboxStatus
from tests.factories import make_cs
from workflows.outbox import StatusNews, note_status, resend_delivery

S = DeliveryStatus
FALLBACK = {"name": "kabar", "language": "id", "values": [], "url_suffix": None}


def _letter(session: Session, status: S = S.SENT, **given: object) -> Delivery:
    message = OutboxMessage(kind="contact.reply", payload={}, due_at=utc_now(), status=OutboxStatus.ADDRESSED)
    contact = WhatsAppContact(wa_id="6281234567890", last_inbound_at=utc_now())
    session.add_all([message, contact])
    session.flush()
    facts = {"payload": {}, "provider_id": "wamid.1" if status != S.QUEUED else None, "due_at": utc_now(), **given}
    letter = Delivery(
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
    session.add(letter)
    session.flush()
    return letter


def _told(session: Session, letter: Delivery, status: str, wamid: str = "wamid.1", code: str = "") -> Delivery:
    news = StatusNews(wamid, status, utc_now(), delivery_id=letter.id, error_code=code)
    assert note_status(session, news, now=utc_now()) is letter
    return letter


@pytest.mark.parametrize(
    "order", [("sent", "delivered", "read"), ("read", "delivered", "sent"), ("delivered", "read", "sent", "delivered")]
)
def test_states_only_move_up(session: Session, order: tuple[str, ...]) -> None:
    letter = _letter(session)
    for status in order:
        _told(session, letter, status)
    assert letter.status == S.READ
    assert letter.sent_at
    assert letter.delivered_at
    assert letter.read_at


def test_what_was_delivered_cannot_fail(session: Session) -> None:
    letter = _letter(session)
    for status in ("delivered", "failed"):
        _told(session, letter, status, code="131026" if status == "failed" else "")
    assert letter.status == S.DELIVERED


def test_a_failure_is_kept_with_its_reason(session: Session) -> None:
    letter = _told(session, _letter(session), "failed", code="131026")
    assert (letter.status, letter.error_code) == (S.PARKED, "131026")


def test_played_counts_as_read_and_unknown_words_as_nothing(session: Session) -> None:
    letter = _told(session, _letter(session), "teleported")
    assert letter.status == S.SENT
    assert _told(session, letter, "played").status == S.READ


def test_a_message_that_is_not_ours_is_nobodys(session: Session) -> None:
    assert note_status(session, StatusNews("wamid.x", "read", utc_now()), now=utc_now()) is None


def test_a_closed_window_sends_once_more_by_template(session: Session) -> None:
    letter = _letter(session, payload={"fallback": FALLBACK})
    _told(session, letter, "failed", code="131047")
    assert letter.status == S.QUEUED
    assert letter.payload["template"] == FALLBACK
    _told(session, letter, "sent")
    assert letter.status == S.QUEUED, "late news of the first sending says nothing about the second"
    letter.status, letter.provider_id = S.SENT, "wamid.2"
    _told(session, letter, "failed", wamid="wamid.2", code="131047")
    assert letter.status == S.BY_HAND


def test_a_closed_window_without_a_template_is_for_a_person(session: Session) -> None:
    assert _told(session, _letter(session), "failed", code="131047").status == S.BY_HAND


def test_delivered_told_before_our_own_note_stays_delivered(app: Flask, session: Session) -> None:
    letter = _letter(session, S.QUEUED)
    session.commit()
    with app.app_context():
        (parcel,) = lease(Channel.WHATSAPP, 10)
        session.expire_all()
        _told(session, letter, "delivered")
        session.commit()
        record([Result(parcel.id, parcel.tries, S.SENT, provider_id="wamid.1", sent_at=utc_now())])
    session.expire_all()
    assert (letter.status, letter.provider_id) == (S.DELIVERED, "wamid.1")


def test_failed_told_before_our_own_note_is_not_overwritten(app: Flask, session: Session) -> None:
    letter = _letter(session, S.QUEUED, payload={"fallback": FALLBACK})
    session.commit()
    with app.app_context():
        (parcel,) = lease(Channel.WHATSAPP, 10)
        session.expire_all()
        _told(session, letter, "failed", code="131047")
        session.commit()
        record([Result(parcel.id, parcel.tries, S.SENT, provider_id="wamid.1", sent_at=utc_now())])
    session.expire_all()
    assert letter.status == S.QUEUED
    assert letter.provider_id is None


def test_a_leased_letter_is_nobody_elses_until_the_lease_ends(app: Flask, session: Session) -> None:
    letter = _letter(session, S.QUEUED)
    session.commit()
    with app.app_context():
        assert len(lease(Channel.WHATSAPP, 10)) == 1
        assert lease(Channel.WHATSAPP, 10) == []
        session.expire_all()
        letter.due_at = utc_now() - timedelta(seconds=1)
        session.commit()
        assert lease(Channel.WHATSAPP, 10)[0].tries == 2


def test_sent_again_by_hand_forgets_the_failure(session: Session) -> None:
    letter = _letter(session, S.PARKED, error_code="131026")
    resend_delivery(session, delivery_id=letter.id, actor=make_cs(session), now=utc_now())
    assert (letter.status, letter.error_code, letter.tries) == (S.QUEUED, "", 0)
    _told(session, letter, "delivered")
    assert letter.status == S.QUEUED
