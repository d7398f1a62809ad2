"""What the webhook accepts, keeps and refuses."""

import json

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.models.messaging.inbox import InboxEvent, InboxStatus
from tests.conversations.conftest import Talk
from tests.standins import WhatsAppStandIn, payloads

URL = "/webhooks/whatsapp"


def _kept(session: Session) -> int:
    return session.scalar(select(func.count(InboxEvent.id))) or 0


def test_metas_challenge_is_echoed_as_plain_text(talk: Talk, whatsapp: WhatsAppStandIn) -> None:
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": whatsapp.verify_token}
    answer = talk.app.test_client().get(URL, query_string=query)
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "1158201444", "text/plain")
    assert talk.app.test_client().get(URL, query_string={**query, "hub.verify_token": "x"}).status_code == 403
    assert talk.app.test_client().get(URL).status_code == 403


@pytest.mark.parametrize("signature", [None, "", "sha256=00", "sha1=abc", "sha256=é", "x" * 5000])
def test_a_wrong_or_missing_signature_is_refused(talk: Talk, session: Session, signature: str | None) -> None:
    raw, headers = payloads.whatsapp_signed(payloads.whatsapp_text("halo"))
    headers.pop("X-Hub-Signature-256")
    if signature is not None:
        headers["X-Hub-Signature-256"] = signature
    assert talk.app.test_client().post(URL, data=raw, headers=headers).status_code == 403
    assert _kept(session) == 0


def test_a_signature_of_other_bytes_is_refused(talk: Talk, session: Session) -> None:
    raw, headers = payloads.whatsapp_signed(payloads.whatsapp_text("halo"))
    assert talk.app.test_client().post(URL, data=raw + b" ", headers=headers).status_code == 403


def test_a_huge_body_is_refused_before_it_is_read(talk: Talk, session: Session) -> None:
    raw = b"x" * (3 * 1024 * 1024 + 1)
    headers = {"X-Hub-Signature-256": payloads.whatsapp_signature(raw)}
    assert talk.app.test_client().post(URL, data=raw, headers=headers).status_code == 413


@pytest.mark.parametrize("raw", [b"{", b"", b"\xff\xfe", b"[" * 100_000, b'{"a":'])
def test_signed_nonsense_is_400(talk: Talk, session: Session, raw: bytes) -> None:
    headers = {"X-Hub-Signature-256": payloads.whatsapp_signature(raw)}
    assert talk.app.test_client().post(URL, data=raw, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "payload",
    [{}, [], 1, None, "x", {"entry": 1}, {"entry": [{}]}, {"entry": [{"changes": [{"field": "moon"}]}]}, {"x": "\x00"}],
)
def test_what_nobody_knows_is_kept_and_ignored(talk: Talk, session: Session, payload: object) -> None:
    for _ in range(3):
        assert talk.whatsapp(payload).status_code == 200
    talk.settle()
    assert set(session.scalars(select(InboxEvent.status))) == {InboxStatus.IGNORED}
    assert _kept(session) == 1


def test_a_batch_is_kept_event_by_event(talk: Talk, session: Session) -> None:
    batch = payloads.whatsapp_batch(
        payloads.whatsapp_text("halo", wa_id="6281200000001", user_id=None),
        payloads.whatsapp_text("halo", wa_id="6281200000002", user_id=None),
        payloads.whatsapp_status("wamid.unknown"),
        payloads.whatsapp_text("not ours", phone_number_id="999"),
    )
    assert talk.whatsapp(batch).status_code == 200
    assert _kept(session) == 3
    talk.settle()
    statuses = dict(session.execute(select(InboxEvent.kind, InboxEvent.status)).all())
    assert statuses == {"message": InboxStatus.APPLIED, "status": InboxStatus.IGNORED}


def test_a_database_that_is_away_is_503_so_that_meta_sends_again(
    talk: Talk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, Exception("the database is away"))

    monkeypatch.setattr("app.web.webhooks.whatsapp.receive_event", away)
    answer = talk.whatsapp(payloads.whatsapp_text("halo"))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert json.loads(answer.data)["error"]
