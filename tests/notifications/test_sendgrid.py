"""What SendGrid refuses and what it tells afterwards."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.inbox.apply import apply_inbox
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import DeliveryStatus
from app.presenters.messaging.delivery_reasons import reason
from tests.notifications.mails import delivery, sent
from tests.standins import SendGridStandIn


@pytest.mark.parametrize(
    ("status", "stands", "code"),
    [
        (401, "QUEUED", "unauthorized"),
        (403, "QUEUED", "forbidden"),
        (413, "PARKED", "too_long"),
        (400, "PARKED", "bad_request"),
        (429, "QUEUED", "http_429"),
        (503, "QUEUED", "http_503"),
    ],
)
def test_what_sendgrid_refuses_is_waited_for_or_parked(
    mail_app: Flask, session: Session, grid: SendGridStandIn, status: int, stands: str, code: str
) -> None:
    grid.behave(status, retry_after=90)
    _, mail = sent(mail_app, session)
    assert (mail.status, mail.error_code) == (stands, code)
    if status == 429:
        assert mail.due_at > utc_now() + timedelta(seconds=80)
    with mail_app.test_request_context():
        assert code not in reason("EMAIL", code), "every code has words"


def tell(mail_app: Flask, session: Session, raw: bytes, headers: dict[str, str]) -> int:
    status = mail_app.test_client().post("/webhooks/sendgrid", data=raw, headers=headers).status_code
    session.commit()
    with mail_app.app_context():
        apply_inbox()
    session.expire_all()
    return status


def test_sendgrid_tells_what_became_of_it_once(mail_app: Flask, session: Session, grid: SendGridStandIn) -> None:
    _, mail = sent(mail_app, session)
    assert mail.provider_id == grid.received[0]["message_id"]
    raw, headers = grid.events(grid.received[0], "processed", "delivered", "open")
    assert tell(mail_app, session, raw, headers) == 200
    assert delivery(session).status == DeliveryStatus.DELIVERED
    assert tell(mail_app, session, raw, headers) == 200
    assert session.query(InboxEvent).count() == 3


@pytest.mark.parametrize(
    ("kind", "given", "code", "words"),
    [
        ("bounce", {"status": "5.1.1", "type": "bounce"}, "bounce_address", "Alamat e-mail tidak ada"),
        ("bounce", {"status": "5.2.2", "type": "bounce"}, "bounce_full", "penuh"),
        ("bounce", {"status": "5.7.1", "type": "blocked"}, "bounce_blocked", "menolak e-mail"),
        ("dropped", {"reason": "Bounced Address"}, "dropped", "tidak mengirim"),
    ],
)
def test_a_mail_that_came_back_says_why(
    mail_app: Flask, session: Session, grid: SendGridStandIn, kind: str, given: dict[str, str], code: str, words: str
) -> None:
    sent(mail_app, session)
    tell(mail_app, session, *grid.events(grid.received[0], kind, **given))
    assert (delivery(session).status, delivery(session).error_code) == (DeliveryStatus.PARKED, code)
    with mail_app.test_request_context():
        assert words in reason("EMAIL", code)


def test_an_unsigned_batch_is_refused(mail_app: Flask, session: Session, grid: SendGridStandIn) -> None:
    sent(mail_app, session)
    raw, headers = grid.events(grid.received[0], "bounce")
    assert tell(mail_app, session, raw.replace(b"bounce", b"dropped"), headers) == 403
    assert tell(mail_app, session, raw, {"Content-Type": "application/json"}) == 403
    assert session.query(InboxEvent).count() == 0


@pytest.mark.parametrize(
    "body", [{"event": "bounce"}, ["x", None, 7], [{"event": ["y"]}], [{"event": "delivered", "sg_message_id": 5}], "z"]
)
def test_any_signed_json_is_borne(mail_app: Flask, session: Session, grid: SendGridStandIn, body: object) -> None:
    assert tell(mail_app, session, *grid.signed(json.dumps(body).encode())) == 200
