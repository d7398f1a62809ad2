"""What a provider signed, sent once more or too late: it changes nothing, and it is counted."""

import json
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, text
from standardwebhooks import Webhook

from app.core.db import Base
from app.jobs.inbox.apply import apply_inbox
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.monitoring.alarm import Alarm
from app.models.social.social import SocialPost
from app.models.support.ticket import SupportTicket
from tests.factories import NOW, make_company
from tests.standins import payloads
from tests.standins.sendgrid import SendGridStandIn

TOKEN = "sebuah-token-yang-cukup-panjang"
CLERK = "whsec_" + "c2VjcmV0" * 6
MAIL = (
    b"From: Ratna <ratna@hotel.id>\r\nTo: bantuan@firma.id\r\nSubject: AC\r\nMessage-ID: <1@hotel.id>\r\n\r\nBocor.\r\n"
)
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def sendgrid():
    with SendGridStandIn() as standin:
        yield standin


@pytest.fixture
def site(app_with, session, sendgrid):
    make_company(session)
    session.commit()
    return app_with(
        alertmanager_webhook_token=TOKEN, clerk_issuer="https://clerk.contoh.id", clerk_webhook_secret=CLERK,
        meta_app_secret=TOKEN, midtrans_server_key=payloads.MIDTRANS_KEY, sendgrid_webhook_key=sendgrid.webhook_key,
        support_mail_token=TOKEN, support_mailbox="bantuan@firma.id", wa_app_secret=payloads.WA_APP_SECRET,
        telegram_webhook_secret=payloads.TELEGRAM_SECRET, wa_phone_number_id=payloads.PHONE_NUMBER_ID,
    )  # fmt: skip


def of_alertmanager(_sendgrid, at):
    alert = {"status": "firing", "labels": {"alertname": "Disk", "severity": "warning"}, "fingerprint": "f1",
             "annotations": {}, "startsAt": at.isoformat(), "endsAt": "0001-01-01T00:00:00Z"}  # fmt: skip
    return json.dumps({"version": "4", "alerts": [alert]}).encode(), BEARER


def of_clerk(_sendgrid, at):
    told = {"type": "user.updated", "object": "event", "timestamp": int(at.timestamp() * 1000), "data": {"id": "u"}}
    signature = Webhook(CLERK).sign("msg_1", at, json.dumps(told))
    headers = {"svix-id": "msg_1", "svix-timestamp": str(int(at.timestamp())), "svix-signature": signature}
    return json.dumps(told).encode(), headers


def of_meta(_sendgrid, at):
    told = {"sender": {"id": "77"}, "recipient": {"id": "9"}, "timestamp": int(at.timestamp() * 1000),
            "message": {"mid": "m_1", "text": "AC bocor"}}  # fmt: skip
    raw = json.dumps({"object": "page", "entry": [{"id": "9", "time": 1, "messaging": [told]}]}).encode()
    return raw, {"X-Hub-Signature-256": payloads.whatsapp_signature(raw, TOKEN)}


SIGNED = {
    "alarms/alertmanager": of_alertmanager,
    "alarms/grafana": of_alertmanager,
    "alarms/json": lambda *_: (json.dumps({"id": "1", "title": "Disk", "status": "firing"}).encode(), BEARER),
    "clerk": of_clerk,
    "mail": lambda *_: (MAIL, {**BEARER, "Content-Type": "message/rfc822"}),
    "meta": of_meta,
    "midtrans": lambda *_: (json.dumps(payloads.midtrans_notification("INV-1-1", 1000)).encode(), {}),
    "sendgrid": lambda sendgrid, _at: sendgrid.signed(b'[{"event": "open", "sg_event_id": "e1"}]'),
    "telegram": lambda *_: (json.dumps(payloads.telegram_text("halo")).encode(), payloads.telegram_headers()),
    "whatsapp": lambda _sendgrid, at: payloads.whatsapp_signed(
        payloads.whatsapp_text("halo", timestamp=int(at.timestamp()))
    ),
}
"""Path under /webhooks/: body and headers as the provider sends them, signed at a moment."""


def test_every_webhook_stands_in_the_table(site):
    rules = {rule.rule for rule in site.url_map.iter_rules() if "POST" in rule.methods}
    assert {f"/webhooks/{name}" for name in SIGNED} == {rule for rule in rules if rule.startswith("/webhooks/")}


def rows(session):
    """Every row of every table but the count of repeats."""
    session.rollback()
    sums = [
        f"SELECT '{name}', md5(coalesce(string_agg((to_jsonb(t) - 'repeats')::text, '' ORDER BY t.ctid), '')) FROM {name} t"
        for name in sorted(Base.metadata.tables)
    ]
    return dict(session.execute(text(" UNION ALL ".join(sums))).all())


@pytest.mark.parametrize("provider", sorted(SIGNED))
def test_a_copy_of_what_a_provider_signed_changes_nothing_and_is_counted(site, session, sendgrid, provider):
    raw, headers = SIGNED[provider](sendgrid, NOW)
    send = site.test_client().post
    assert send(f"/webhooks/{provider}", data=raw, headers=headers).status_code == 200
    with site.app_context():
        apply_inbox()
    before = rows(session)
    for _ in range(2):
        assert send(f"/webhooks/{provider}", data=raw, headers=headers).status_code == 200
        with site.app_context():
            apply_inbox()
    after = rows(session)
    is_alarm = provider.startswith("alarms/")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == ({"alarms", "audit_entries"} if is_alarm else set())
    counts = select(Alarm.count - 1) if is_alarm else select(InboxEvent.repeats)
    assert session.scalars(counts).all() == [2]


@pytest.mark.parametrize(
    ("provider", "age"), [("clerk", timedelta(minutes=6)), ("sendgrid", timedelta(days=3, minutes=1))]
)
def test_what_was_signed_too_long_ago_is_refused(site, session, sendgrid, provider, age):
    with time_machine.travel(NOW - age, tick=False):
        raw, headers = SIGNED[provider](sendgrid, NOW - age)
    assert site.test_client().post(f"/webhooks/{provider}", data=raw, headers=headers).status_code == 403
    assert session.scalar(select(func.count(InboxEvent.id))) == 0


@pytest.mark.parametrize("provider", ["meta", "whatsapp"])
@pytest.mark.parametrize(("age", "is_applied"), [(timedelta(days=29), True), (timedelta(days=29, minutes=1), False)])
def test_a_copy_from_before_events_were_forgotten_makes_nothing(site, session, sendgrid, provider, age, is_applied):
    """Their signatures have no time in them, so what is told must be recent."""
    raw, headers = SIGNED[provider](sendgrid, NOW - age)
    assert site.test_client().post(f"/webhooks/{provider}", data=raw, headers=headers).status_code == 200
    with site.app_context():
        apply_inbox()
    session.expire_all()
    kept = session.scalars(select(InboxEvent)).one()
    assert (kept.status == InboxStatus.APPLIED) is is_applied, kept.error
    if provider == "meta":
        made = session.scalar(select(func.count(SocialPost.id))) or session.scalar(select(func.count(SupportTicket.id)))
        assert bool(made) is is_applied


def test_a_comment_of_long_ago_that_is_taken_back_is_marked(site, session):
    """Meta tells when it was written, not when it was taken back."""
    session.add(SocialPost(network="FACEBOOK", external_id="9_1", text="Lama", posted_at=NOW - timedelta(days=90)))
    session.commit()
    told = {"item": "comment", "verb": "remove", "comment_id": "9_1", "from": {"id": "77"},
            "created_time": int((NOW - timedelta(days=90)).timestamp())}  # fmt: skip
    raw = json.dumps({"object": "page", "entry": [{"id": "9", "changes": [{"field": "feed", "value": told}]}]}).encode()
    headers = {"X-Hub-Signature-256": payloads.whatsapp_signature(raw, TOKEN)}
    assert site.test_client().post("/webhooks/meta", data=raw, headers=headers).status_code == 200
    with site.app_context():
        apply_inbox()
    session.expire_all()
    assert session.scalars(select(SocialPost.is_withdrawn)).one()
