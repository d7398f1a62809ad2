"""One ticket by real servers: OpenSMTPD takes and delivers, dovecot is polled; to confirmed closing and a rating."""

import os
import re
import smtplib
import time
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest
from imap_tools import MailBoxUnencrypted
from sqlalchemy import select

from app.core.clock import utc_now
from app.jobs.inbox import poll_mailbox
from app.jobs.inbox.apply import apply_inbox
from app.jobs.outbox.relay import fan_out_and_send
from app.models.support.mail.mailbox import SupportMailbox
from app.models.support.messages import SupportMessage, SupportSurvey
from app.models.support.ticket import Ending, SupportStatus, SupportTicket
from tests.factories import make_company, make_cs
from tests.support.programs.dovecot import PASSWORD, USERNAME, dovecot
from tests.support.programs.opensmtpd import opensmtpd
from tests.support.walking.posting import post
from tests.support_desk.desk import fresh
from tests.support_desk.mail.mails import MAILBOX, make_mail
from workflows.support import answer_ticket, finish_support_ticket

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(os.geteuid() != 0, reason="a mail server drops its rights from root's"),
]
CUSTOMER = "ratna@hotel.id"


class Mails:
    """The servers, the desk that works through them, and the customer's mail program."""

    def __init__(self, desk, session, imap_port, smtp_port):
        self.desk, self.session, self.imap_port, self.smtp_port = desk, session, imap_port, smtp_port
        self.read = 0

    def send(self, raw, to=MAILBOX):
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as server:
            server.sendmail(CUSTOMER, [to], raw)

    def wait_for(self, user, count):
        """So many mails in the inbox of this account; returns the newest."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with MailBoxUnencrypted("127.0.0.1", self.imap_port, timeout=30).login(user, PASSWORD) as box:
                found = [one.obj.as_bytes() for one in box.fetch(mark_seen=False)]
            if len(found) >= count:
                return message_from_bytes(found[-1], policy=default)
            time.sleep(0.2)
        raise AssertionError(f"{user} has {len(found)} mails, not {count}")

    def come_in(self):
        self.wait_for(USERNAME, 1)
        self.session.commit()
        with self.desk.app_context():
            poll_mailbox.poll_mailboxes()
            apply_inbox()
        self.session.expire_all()

    def go_out(self):
        """The newest mail in the customer's inbox."""
        self.session.commit()
        with self.desk.app_context():
            fan_out_and_send()
        self.session.expire_all()
        self.read += 1
        return self.wait_for("ratna", self.read)


@pytest.fixture
def mails(app_with, session, tmp_path_factory):
    make_company(session)
    session.add(SupportMailbox(folder="INBOX", moved_to="Diproses", since_date=date(2016, 1, 1)))
    session.commit()
    folder = tmp_path_factory.mktemp("servers")
    with (
        dovecot() as imap,
        opensmtpd(folder, imap.config.parent / "mail", {USERNAME: "firma.id", "ratna": "hotel.id"}) as port,
    ):
        desk = app_with(
            support_mailbox=MAILBOX,
            public_url="https://sigap.contoh.id",
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_starttls=False,
            imap_host="127.0.0.1",
            imap_port=imap.port,
            imap_security="none",
            imap_username=USERNAME,
            imap_password=PASSWORD,
        )
        yield Mails(desk, session, imap.port, port)


def test_a_ticket_from_the_first_mail_to_confirmed_closing_and_rating(mails, session):
    dewi = make_cs(session)
    mails.send(make_mail("AC lobi bocor sejak pagi."))
    mails.come_in()
    ticket = session.scalars(select(SupportTicket)).one()
    assert mails.go_out()["Auto-Submitted"] == "auto-replied"
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Besok pagi kami datang.", now=utc_now())
    answer = mails.go_out()
    assert "Besok pagi" in answer.get_body(("plain",)).get_content()
    quoted = f"Terima kasih.\n\nPada 30 Nov 2026 firma <{MAILBOX}> menulis:\n> Besok pagi kami datang."
    reply = make_mail(quoted, To=answer["Reply-To"], In_Reply_To=answer["Message-ID"], Subject="Re: AC")
    mails.send(reply, to=str(answer["Reply-To"]))
    mails.come_in()
    said = session.scalars(select(SupportMessage.text).order_by(SupportMessage.id.desc())).first()
    assert said == "Terima kasih."
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Pipa diganti.", now=utc_now())
    resolved = mails.go_out().get_body(("plain",)).get_content()
    path = re.search(r"https://sigap\.contoh\.id(/ticket/[\w-]+)", resolved)[1]
    visitor = mails.desk.test_client()
    assert post(visitor, f"{path}/confirm", {}).status_code == 303
    assert post(visitor, f"{path}/rate", {"score": "5", "comment": "Cepat"}).status_code == 303
    closed = fresh(session, ticket)
    assert (closed.status, closed.ending) == (SupportStatus.CLOSED, Ending.CONFIRMED)
    assert session.scalars(select(SupportSurvey.score)).all() == [5]
