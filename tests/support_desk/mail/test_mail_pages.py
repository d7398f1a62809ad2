"""Staff read a received mail beside its ticket: its HTML, and as it came."""

from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import select

from app.models.support.mail.mail import SupportMail
from app.models.support.ticket import SupportTicket, TicketKind
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support_desk.mail.mails import MAILBOX, TOKEN, apply_mails, make_mail


@pytest.fixture
def mail_row(app_with, session):
    """A mail with HTML that opened a ticket, and the product that has it."""
    make_company(session)
    desk = app_with(support_mailbox=MAILBOX, support_mail_token=TOKEN)
    raw = message_from_bytes(make_mail(), policy=default)
    raw.add_alternative('<p>AC <b>bocor</b></p><img src="https://lacak.id/a.png">', subtype="html")
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert (
        desk.test_client()
        .post("/webhooks/mail", data=raw.as_bytes(), headers=headers, content_type="message/rfc822")
        .status_code
        == 200
    )
    with desk.app_context():
        apply_mails()
    session.expire_all()
    return desk, session.scalars(select(SupportMail)).one()


def test_the_ticket_leads_to_its_mail_and_pictures_load_when_asked(mail_row, session):
    desk, row = mail_row
    dewi = make_cs(session)
    session.commit()
    client = desk.test_client()
    log_in(client, dewi)
    assert f"/admin/support/mail/{row.id}" in client.get(f"/admin/support/details/?id={row.ticket_id}").text
    page = client.get(f"/admin/support/mail/{row.id}")
    assert "<b>bocor</b>" in page.text
    assert "lacak.id" not in page.text
    assert "https:" not in page.headers["Content-Security-Policy"].split("img-src")[1].split(";")[0]
    asked = client.get(f"/admin/support/mail/{row.id}?pictures=1")
    assert "https://lacak.id/a.png" in asked.text
    assert "https:" in asked.headers["Content-Security-Policy"].split("img-src")[1].split(";")[0]
    assert asked.headers["Referrer-Policy"] == "no-referrer"
    original = client.get(f"/admin/support/mail/{row.id}/raw")
    assert original.mimetype == "text/plain"
    assert "Message-ID:" in original.text


def test_a_security_tickets_mail_is_kept_from_the_others(mail_row, session):
    desk, row = mail_row
    session.get_one(SupportTicket, row.ticket_id).kind = TicketKind.SECURITY
    dewi = make_cs(session)
    session.commit()
    client = desk.test_client()
    log_in(client, dewi)
    assert client.get(f"/admin/support/mail/{row.id}").status_code == 404
    assert client.get(f"/admin/support/mail/{row.id}/raw").status_code == 404
