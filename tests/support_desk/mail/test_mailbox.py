"""Mails fetched by IMAP from a real server: each once, whatever is cut off in between."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.jobs.inbox import poll_mailbox
from app.models.messaging.inbox import InboxEvent
from app.models.support.mail.mailbox import SupportMailbox
from app.models.support.ticket import SupportTicket
from integrations.support_mailbox import Account, MailboxAway, MailFolder, open_folder
from tests.factories import make_company
from tests.support.programs.dovecot import PASSWORD, USERNAME, dovecot
from tests.support_desk.mail.mails import MAILBOX, apply_mails, make_mail

LONG_AGO = date(2016, 1, 1)


@pytest.fixture(scope="module")
def server():
    with dovecot() as started:
        yield started


@pytest.fixture
def inbox(server):
    with server.box() as box:
        for folder in ("INBOX", "Diproses"):
            if box.folder.exists(folder):
                box.folder.set(folder)
                box.delete(box.uids())
    return server


@pytest.fixture
def poll(app_with, session, inbox):
    """Return a function that polls once; it returns how many events are kept."""
    make_company(session)
    # the server's own clock runs beside that of the tests
    session.add(SupportMailbox(folder="INBOX", moved_to="Diproses", since_date=LONG_AGO))
    session.commit()
    desk = app_with(
        support_mailbox=MAILBOX,
        imap_host="127.0.0.1",
        imap_port=inbox.port,
        imap_security="none",
        imap_username=USERNAME,
        imap_password=PASSWORD,
    )

    def polled():
        with desk.app_context():
            poll_mailbox.poll_mailboxes()
        session.expire_all()
        return kept(session)

    polled.desk = desk
    return polled


def kept(session):
    return session.scalar(select(func.count()).select_from(InboxEvent))


def box_of(session):
    session.expire_all()
    return session.scalars(select(SupportMailbox)).one()


def test_each_mail_is_kept_once_moved_and_becomes_a_ticket(poll, inbox, session):
    inbox.put(make_mail("Satu."), make_mail("Dua."))
    assert poll() == 2
    assert (inbox.count(), inbox.count("Diproses")) == (0, 2)
    assert box_of(session).poll_error == ""
    assert box_of(session).polled_at is not None
    with poll.desk.app_context():
        apply_mails()
    assert set(session.scalars(select(SupportTicket.description))) == {"Satu.", "Dua."}
    assert poll() == 2
    inbox.put(make_mail("Tiga."))
    assert poll() == 3


def test_a_poller_that_dies_between_keeping_and_counting_loses_nothing_and_keeps_nothing_twice(
    poll, inbox, session, monkeypatch
):
    inbox.put(make_mail("Satu."), make_mail("Dua."))

    class Killed(BaseException):
        pass

    def die(*_args, **_kwargs):
        raise Killed

    for owner, step in ((poll_mailbox, "store_mail"), (MailFolder, "put_away"), (poll_mailbox, "note_read")):
        monkeypatch.setattr(owner, step, die)
        with pytest.raises(Killed):
            poll()
        monkeypatch.undo()
    assert poll() == 2
    assert inbox.count() == 0


def test_a_folder_that_is_numbered_anew_is_read_again_without_doubles(poll, inbox, session):
    box = box_of(session)
    box.moved_to = ""
    session.commit()
    inbox.put(make_mail("Satu."), make_mail("Dua."))
    assert poll() == 2
    before = box_of(session).uid_validity
    inbox.renumber()
    inbox.put(make_mail("Tiga."))
    assert poll() == 3
    assert box_of(session).uid_validity != before
    assert poll() == 3


def test_a_mail_over_the_limit_is_kept_by_its_headers_and_stays_in_the_mailbox(poll, inbox, session, monkeypatch):
    monkeypatch.setattr(poll_mailbox, "MOST_BYTES", 2000)
    inbox.put(make_mail("x" * 3000, Subject="Foto besar"), make_mail("Kecil."))
    assert poll() == 2
    assert (inbox.count(), inbox.count("Diproses")) == (1, 1)
    with poll.desk.app_context():
        apply_mails()
    large = session.scalars(select(SupportTicket).where(SupportTicket.subject == "Foto besar")).one()
    assert "tidak diambil" in large.description
    assert large.requester_email == "ratna@hotel.id"


def test_a_server_that_is_away_or_refuses_is_named_and_nothing_is_skipped(poll, inbox, session, app_with):
    inbox.put(make_mail("Satu."))
    inbox.stop()
    try:
        with pytest.raises(MailboxAway):
            poll()
        assert "refused" in box_of(session).poll_error
    finally:
        inbox.start()
    assert poll() == 1
    assert box_of(session).poll_error == ""
    wrong = Account("127.0.0.1", inbox.port, "none", USERNAME, "salah")
    with pytest.raises(MailboxAway) as refused, open_folder(wrong, "INBOX"):
        pass
    assert "salah" not in str(refused.value)
    right = Account("127.0.0.1", inbox.port, "none", USERNAME, PASSWORD)
    with pytest.raises(MailboxAway), open_folder(right, "Tidak ada"):
        pass


def test_odd_bytes_arrive_as_they_lie_in_the_mailbox(poll, inbox, session):
    odd = [b"\r\n", b"From: \xff\xfe\r\n\r\n\xff", b"Subject: a\r\nContent-Type: multipart/mixed\r\n\r\nx" * 3]
    inbox.put(*odd, make_mail("Biasa."))
    assert poll() == len(odd) + 1


def test_without_an_account_nothing_is_asked(app, session):
    make_company(session)
    with app.app_context():
        poll_mailbox.poll_mailboxes()
    assert session.scalar(select(func.count()).select_from(SupportMailbox)) == 0
