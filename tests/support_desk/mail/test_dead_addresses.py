"""Addresses that take no mails, and senders who write too many."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.support.actions.collaboration import AddressWorks
from app.models.support.mail.mail import MailState, SupportMail
from tests.factories import make_company, make_cs
from tests.standins import MailStandIn
from tests.support_desk.mail.mails import MAILBOX, TOKEN, apply_mails, make_mail
from tests.support_desk.mail.test_outgoing_mail import DESK, answered, bring, send_all, to_customer
from workflows.support import VERBS, answer_ticket, is_dead
from workflows.support.mail.circuit_breakers import is_a_storm
from workflows.support.mail.dead_addresses import WITHIN, note_failed

RATNA = "ratna@hotel.id"


@pytest.fixture
def server():
    with MailStandIn() as server:
        yield server


@pytest.fixture
def desk(app_with, session, server):
    make_company(session)
    return app_with(smtp_host=server.host, smtp_port=server.port, smtp_starttls=False, **DESK)


def report(to, recipient=RATNA, status="5.1.1", own_id=""):
    head = f"From: mailer-daemon@mx.id\r\nTo: {to}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    said = f"Reporting-MTA: dns; mx.id\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: failed\r\n"
    said += f"Status: {status}\r\nDiagnostic-Code: smtp; no\r\n"
    parts = [("text/plain", "Gagal"), ("message/delivery-status", said)]
    parts += [("text/rfc822-headers", f"Message-ID: {own_id}\r\n")] if own_id else []
    body = "".join(f"--b\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts)
    return f"{head}{body}--b--\r\n".encode()


def kinds(session):
    return session.scalars(select(OutboxMessage.kind)).all()


def test_the_envelope_names_the_mail_and_its_report_marks_the_address(desk, session, server):
    """The report carries nothing of our mail back: the address that it comes to is enough."""
    ticket = answered(desk, session)
    envelope = to_customer(server)[-1]["from"]
    assert envelope.startswith("bantuan+d")
    bring(desk, session, report(envelope))
    assert is_dead(session, email=RATNA)
    assert kinds(session).count("ticket.undelivered") == 1
    sent = len(to_customer(server))
    dewi = make_cs(session, "Sari")
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Halo?", now=utc_now())
    send_all(desk, session)
    assert len(to_customer(server)) == sent  # nothing is sent to an address that takes nothing
    assert session.scalars(select(Delivery.id).where(Delivery.kind == "ticket.undelivered")).all()
    bring(desk, session, make_mail("Saya kembali"))
    assert not is_dead(session, email=RATNA)


@pytest.mark.parametrize("wrong", ["mac", "other_recipient", "unknown_id"])
def test_a_forged_report_marks_nothing(desk, session, server, wrong):
    answered(desk, session)
    envelope = to_customer(server)[-1]["from"]
    forged = {
        "mac": report(f"bantuan+d1.{'a' * 16}@firma.id"),
        "other_recipient": report(envelope, recipient="orang@lain.id"),
        "unknown_id": report(MAILBOX, own_id="<x@sigap.contoh.id>"),
    }
    bring(desk, session, forged[wrong])
    assert not is_dead(session, email=RATNA)
    assert not is_dead(session, email="orang@lain.id")


def in_words(envelope, recipient=RATNA):
    """As qmail writes it."""
    said = f"Hi. This is the qmail-send program at mx.id.\r\n\r\n<{recipient}>:\r\nSorry, no mailbox. (#5.1.1)\r\n\r\n"
    return f"From: MAILER-DAEMON@mx.id\r\nTo: {envelope}\r\nSubject: failure notice\r\n\r\n{said}".encode()


def complaint(own_id):
    """As providers of mailboxes send it to the sender (RFC 5965)."""
    head = "From: fbl@mx.id\r\nTo: bantuan@firma.id\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
    parts = [
        ("message/feedback-report", "Feedback-Type: abuse\r\n"),
        ("message/rfc822", f"Message-ID: {own_id}\r\n\r\nx"),
    ]
    return (
        head + "".join(f"--b\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--b--\r\n"
    ).encode()


@pytest.mark.parametrize(("recipient", "dead"), [(RATNA, True), ("orang@lain.id", False)])
def test_a_report_in_words_marks_the_address_and_is_shown(desk, session, server, recipient, dead):
    answered(desk, session)
    bring(desk, session, in_words(to_customer(server)[-1]["from"], recipient))
    assert is_dead(session, email=RATNA) is dead
    assert not is_dead(session, email="orang@lain.id")
    failed = session.scalars(select(SupportMail.failure).where(SupportMail.failed_at.is_not(None))).all()
    assert failed == ["5.1.1 Sorry, no mailbox. (#5.1.1)"]


def test_who_calls_our_mail_spam_gets_no_more_until_they_write(desk, session, server):
    answered(desk, session)
    own_id = to_customer(server)[-1]["message"]["Message-ID"]
    bring(desk, session, complaint("<x@sigap.contoh.id>"))
    assert not is_dead(session, email=RATNA)
    for _twice in range(2):
        bring(desk, session, complaint(own_id))
    assert is_dead(session, email=RATNA)
    assert kinds(session).count("ticket.undelivered") == 1
    bring(desk, session, make_mail("Saya kembali"))
    assert not is_dead(session, email=RATNA)


def test_three_soft_failures_within_a_week_are_one_dead_address(session):
    now = utc_now()
    for days, dead in ((0, False), (1, False), (8, False), (9, False), (10, True)):
        note_failed(session, email=RATNA, reason="4.2.2", is_final=False, now=now + timedelta(days=days))
        assert is_dead(session, email=RATNA) is dead
    note_failed(session, email="a@b.id", reason="5.1.1", is_final=True, now=now + WITHIN)
    assert is_dead(session, email="a@b.id")


def test_a_storm_is_held_and_told_once(desk, session):
    dewi = make_cs(session)
    session.commit()
    headers = {"Authorization": f"Bearer {TOKEN}"}
    for number in range(14):
        desk.test_client().post(
            "/webhooks/mail", data=make_mail(f"Pesan {number}"), headers=headers, content_type="message/rfc822"
        )
    with desk.app_context():
        apply_mails()
    session.expire_all()
    states = session.scalars(select(SupportMail.state).where(SupportMail.event_id.is_not(None))).all()
    assert states.count(MailState.HELD) == 4
    assert kinds(session).count("ticket.mail_storm") == 1
    send_all(desk, session)
    told = session.scalars(select(Delivery.user_id).where(Delivery.kind == "ticket.mail_storm")).all()
    assert set(told) == {dewi.id}


def test_soft_failures_of_exactly_a_week_count_together(session):
    now = utc_now()
    for later in (timedelta(0), timedelta(days=1), WITHIN):
        note_failed(session, email=RATNA, reason="4.2.2", is_final=False, now=now + later)
    assert is_dead(session, email=RATNA)


@pytest.mark.parametrize(("mails", "is_storm"), [(29, False), (30, True)])
def test_a_domain_that_writes_thirty_mails_an_hour_is_a_storm(session, mails, is_storm):
    now = utc_now()
    for number in range(mails):
        facts = {"sender": f"{number}@hotel.id", "sender_domain": "hotel.id", "state": MailState.OPENED}
        session.add(SupportMail(event_id=number + 1, created_at=now, **facts))
    session.flush()
    assert is_a_storm(session, sender=RATNA, domain="hotel.id", now=now) is is_storm


def test_mails_go_to_a_dead_address_again_once_somebody_asks_for_it(desk, session, server):
    ticket, dewi = answered(desk, session), make_cs(session)
    said = {"ticket_id": ticket.id, "actor": dewi, "now": utc_now()}
    with pytest.raises(AddressWorks):
        VERBS["revive_address"](session, **said)
    note_failed(session, email=RATNA, reason="no", is_final=True, now=utc_now())
    answer_ticket(session, text="Sudah?", **said)
    send_all(desk, session)
    sent = len(to_customer(server))
    VERBS["revive_address"](session, **said)
    answer_ticket(session, text="Bagaimana?", **said)
    send_all(desk, session)
    assert not is_dead(session, email=RATNA)
    assert len(to_customer(server)) == sent + 1
