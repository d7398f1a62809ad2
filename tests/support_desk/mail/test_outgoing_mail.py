"""What leaves by mail about a ticket: in its thread, answerable, and never to be taken for the other kind."""

from datetime import date

import pytest
from sqlalchemy import select, update

from app.core.clock import utc_now
from app.http.files.storage import keep
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import Role
from app.models.messaging.outbox import Delivery
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.messages import SupportAttachment
from app.models.support.ticket import SupportTicket
from tests.factories import make_company, make_cs, make_user
from tests.standins import MailStandIn, SendGridStandIn
from tests.support.logins import log_in
from tests.support_desk.mail.mails import MAILBOX, TOKEN, apply_mails, make_mail
from workflows.documents import store_file
from workflows.support import answer_ticket, store_month
from workflows.support.mail.thread_outgoing import name_thread

HOST = "sigap.contoh.id"
DESK = {"support_mailbox": MAILBOX, "support_mail_token": TOKEN, "public_url": f"https://{HOST}"}


@pytest.fixture
def server():
    with MailStandIn() as server:
        yield server


@pytest.fixture
def desk(app_with, session, server):
    make_company(session)
    return app_with(smtp_host=server.host, smtp_port=server.port, smtp_starttls=False, **DESK)


def bring(desk, session, raw):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    desk.test_client().post("/webhooks/mail", data=raw, headers=headers, content_type="message/rfc822")
    session.commit()
    with desk.app_context():
        apply_mails()
    session.expire_all()


def send_all(desk, session):
    session.commit()
    with desk.app_context():
        fan_out_and_send()
    session.expire_all()


def answered(desk, session):
    """A mail comes, is acknowledged, and CS answers it."""
    bring(desk, session, make_mail(Message_ID="<satu@hotel.id>"))
    ticket = session.scalars(select(SupportTicket)).one()
    send_all(desk, session)
    answer_ticket(session, ticket_id=ticket.id, actor=make_cs(session), text="Besok pagi kami datang.", now=utc_now())
    send_all(desk, session)
    return ticket


def to_customer(server):
    return [one for one in server.received if one["to"] == ["ratna@hotel.id"]]


def test_an_acknowledgement_is_marked_as_a_machines_and_an_answer_is_not(desk, session, server):
    ticket = answered(desk, session)
    acknowledgement, answer = (one["message"] for one in to_customer(server))
    assert server.violations == []
    assert acknowledgement.get_all("Auto-Submitted") == ["auto-replied"]
    assert acknowledgement["X-Auto-Response-Suppress"] == "All"
    for name in ("Auto-Submitted", "Precedence", "X-Auto-Response-Suppress", "X-Sigap-Loop"):
        assert name not in answer
    assert answer["In-Reply-To"] == "<satu@hotel.id>"
    assert answer["References"] == f"<satu@hotel.id> {acknowledgement['Message-ID']}"
    assert str(answer["Message-ID"]).endswith(f"@{HOST}>")
    assert str(answer["Reply-To"]).startswith(f"bantuan+t{ticket.id}.")
    assert answer.get_body(("plain",)).get_content().startswith("-- Balas di atas garis ini --")


def test_the_answer_to_our_answer_comes_back_to_the_ticket(desk, session, server):
    ticket = answered(desk, session)
    last = to_customer(server)[-1]["message"]
    bring(desk, session, make_mail("Baik", To=str(last["Reply-To"]), Subject="x"))
    bring(desk, session, make_mail("Baik lagi", In_Reply_To=str(last["Message-ID"]), Subject="y"))
    theirs = select(SupportMail.ticket_id).where(SupportMail.state == MailState.THREADED)
    assert session.scalars(theirs).all() == [ticket.id] * 2


def test_a_mail_that_came_back_marks_the_answer(desk, session, server, client):
    ticket = answered(desk, session)
    own_id = to_customer(server)[-1]["message_id"]
    bring(desk, session, bounce_of(own_id))
    sent = session.scalars(select(SupportMail).where(SupportMail.internet_id == own_id)).one()
    assert (sent.failed_at is not None, sent.failure) == (True, "5.1.1 no such user")
    log_in(client, make_cs(session, "Sari"))
    html = client.get(f"/admin/support/details/?id={ticket.id}").text
    assert "Tidak sampai" in html
    assert "5.1.1 no such user" in html


def bounce_of(own_id):
    head = f"From: mailer-daemon@mx.id\r\nTo: {MAILBOX}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    status = "Reporting-MTA: dns; mx.id\r\n\r\nFinal-Recipient: rfc822; ratna@hotel.id\r\nAction: failed\r\n"
    status += "Status: 5.1.1\r\nDiagnostic-Code: smtp; no such user\r\n"
    parts = [("text/plain", "Gagal"), ("message/delivery-status", status)]
    parts.append(("text/rfc822-headers", f"Message-ID: {own_id}\r\n"))
    body = "".join(f"--b\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts)
    return f"{head}{body}--b--\r\n".encode()


def test_through_sendgrid_the_address_to_answer_to_stands_in_its_own_field(app_with, session):
    make_company(session)
    with SendGridStandIn() as grid:
        desk = app_with(
            sendgrid_api_base=grid.url, sendgrid_api_key=grid.api_key, support_mail_tags=False, **DESK
        )  # fmt: skip
        bring(desk, session, make_mail())
        session.execute(update(Delivery).values(due_at=utc_now()))
        send_all(desk, session)
        body = next(one["body"] for one in grid.received if "reply_to" in one["body"])
    assert body["reply_to"] == {"email": MAILBOX}
    assert "Reply-To" not in body["headers"]


def test_an_answer_leaves_a_long_thread_of_mails_with_long_names(desk, session, server):
    """Exchange names mails by a hundred characters and more; one line holds 998 bytes."""
    ticket = answered(desk, session)
    names = [f"<{number:03d}{'A' * 120}@eurprd07.prod.outlook.com>" for number in range(12)]
    for event, name in enumerate((*names, "<ünïcode@hotel.id>", f"<{'x' * 400}@hotel.id>"), start=1001):
        session.add(SupportMail(event_id=event, internet_id=name, state=MailState.THREADED, ticket_id=ticket.id))
        session.flush()
    answer_ticket(session, ticket_id=ticket.id, actor=make_cs(session), text="Masih kami kerjakan.", now=utc_now())
    send_all(desk, session)
    references = to_customer(server)[-1]["message"]["References"]
    assert references.split()[0] == "<satu@hotel.id>"
    assert references.split()[-1] == names[-1] == to_customer(server)[-1]["message"]["In-Reply-To"]
    assert len(f"References: {references}") <= 998


@pytest.mark.parametrize("count", [1, 2, 11, 40])
@pytest.mark.parametrize("length", [20, 90, 200, 300])
def test_the_first_and_the_latest_are_named_as_far_as_a_line_holds_them(count, length):
    ids = [f"<{number:02d}{'a' * (length - 4)}>" for number in range(count)]
    named = name_thread(ids).split()
    assert named[0] == ids[0]
    assert named[-1] == ids[-1]
    assert len("References: " + " ".join(named)) <= 998


def test_the_report_of_a_month_comes_attached(desk, session, server):
    make_user(session, "Maya", Role.MANAGER, email="maya@firma.id")
    with desk.app_context():
        file = store_file(session, keep(b"%PDF-1.7 laporan", "application/pdf", "laporan.pdf"), actor=None)
    store_month(session, month=date(2026, 10, 1), file_id=file.id, now=utc_now())
    send_all(desk, session)
    (mail,) = (one["message"] for one in server.received if one["to"] == ["maya@firma.id"])
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "dukungan-2026-10.pdf"
    assert attached.get_content() == b"%PDF-1.7 laporan"
    assert mail.get_body(("plain",)).get_content()


def test_the_files_of_an_answer_leave_with_its_mail(desk, session, server):
    bring(desk, session, make_mail(Message_ID="<satu@hotel.id>"))
    ticket, dewi = session.scalars(select(SupportTicket)).one(), make_cs(session)
    send_all(desk, session)
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kwitansinya terlampir.", now=utc_now())
    message_id = session.scalar(select(SupportTicket.last_message_id))
    with desk.app_context():
        for name in ("kwitansi.pdf", "foto.jpg"):
            kept = keep(name.encode(), "application/pdf" if name.endswith("pdf") else "image/jpeg", name)
            file = store_file(session, kept, actor=dewi)
            session.add(SupportAttachment(message_id=message_id, file_id=file.id, name=name))
    send_all(desk, session)
    parts = [one.get_filename() for one in to_customer(server)[-1]["message"].iter_attachments()]
    assert parts == ["kwitansi.pdf", "foto.jpg"]
