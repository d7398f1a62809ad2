"""Mail to the support desk: a ticket, a message of one, or held for a person; a machine opens nothing."""

import json
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.http.security.support_mail import mail_keys
from app.jobs.inbox.handlers import mail as handler
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import OutboxMessage
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.messages import SupportMessage
from app.models.support.ticket import SupportStatus, SupportTicket
from integrations.support_mail.signed_address import address_of
from tests.factories import make_company, make_cs
from tests.support_desk.desk import fresh
from tests.support_desk.mail.mails import MAILBOX, TOKEN, apply_mails, make_mail
from workflows.inbox import replay_event
from workflows.support import answer_and_wait, finish_support_ticket, merge_tickets


@pytest.fixture
def desk(app_with, session):
    make_company(session)
    return app_with(support_mailbox=MAILBOX, support_mail_token=TOKEN)


@pytest.fixture
def bring(desk, session):
    """Return a function that brings mails by the webhook and applies them; it returns their rows."""

    def brought(*mails):
        before = session.scalar(select(func.max(SupportMail.id))) or 0
        for raw in mails:
            assert post(desk, raw).status_code == 200
        session.commit()
        with desk.app_context():
            apply_mails()
        session.expire_all()
        return session.scalars(select(SupportMail).where(SupportMail.id > before).order_by(SupportMail.id)).all()

    return brought


def post(desk, raw, token=TOKEN):
    headers = {"Authorization": f"Bearer {token}"}
    return desk.test_client().post("/webhooks/mail", data=raw, headers=headers, content_type="message/rfc822")


def kinds(session):
    return session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()


def only_ticket(session):
    return session.scalars(select(SupportTicket)).one()


def texts(session, ticket):
    said = select(SupportMessage).where(SupportMessage.ticket_id == ticket.id).order_by(SupportMessage.id)
    return [(str(one.kind), one.text) for one in session.scalars(said)]


def signed(desk, ticket):
    with desk.app_context():
        return address_of(ticket.id, mailbox=MAILBOX, key=mail_keys()[0])


def test_a_persons_mail_opens_a_ticket_and_is_acknowledged_once_a_day(bring, session):
    (row,) = bring(make_mail())
    ticket = only_ticket(session)
    assert (row.state, row.ticket_id, ticket.subject) == (MailState.OPENED, ticket.id, "AC lobi bocor")
    assert (ticket.description, ticket.source) == ("AC kami bocor sejak pagi.", "EMAIL")
    assert (ticket.requester_email, ticket.requester_name) == ("ratna@hotel.id", "Bu Ratna")
    assert (ticket.customer_id, ticket.requester_id) == (None, None), "From proves nothing"
    assert kinds(session) == ["ticket.received", "ticket.opened"]
    bring(make_mail("Yang lain"))
    assert kinds(session)[2:] == ["ticket.opened"]


def test_the_same_mail_is_kept_once(desk, bring, session):
    raw = make_mail()
    bring(raw, raw)
    assert session.scalar(select(func.count()).select_from(SupportTicket)) == 1
    without = make_mail(Message_ID=None)
    assert [len(bring(one)) for one in (without, without)] == [1, 0]


def test_who_does_not_know_the_password_brings_nothing(desk, app, session):
    assert post(desk, make_mail(), token="salah").status_code == 401
    assert post(app, make_mail()).status_code == 401, "off while it is not set"
    assert session.scalars(select(InboxEvent)).all() == []


def test_sendgrids_form_is_read_too(desk, session):
    envelope = json.dumps({"to": [MAILBOX], "from": "ratna@hotel.id"})
    form = {"email": make_mail().decode(), "envelope": envelope}
    answer = desk.test_client().post(
        "/webhooks/mail", data=form, auth=("sigap", TOKEN), content_type="multipart/form-data"
    )
    assert (answer.status_code, answer.json["fresh"]) == (200, True)


def test_an_answer_finds_its_ticket_by_signed_address_reference_or_number(desk, bring, session):
    bring(make_mail(Message_ID="<satu@hotel.id>"))
    ticket = only_ticket(session)
    bring(
        make_mail("Lewat alamat", To=signed(desk, ticket), Subject="x"),
        make_mail("Lewat rujukan", Subject="Re: lain", References="<nol@x.id> <satu@hotel.id>"),
        make_mail("Lewat nomor", Subject=f"Re: [{ticket.number}] lain"),
    )
    assert [text for _kind, text in texts(session, ticket)] == ["Lewat alamat", "Lewat rujukan", "Lewat nomor"]
    bring(make_mail("Orang asing", sender="maling@lain.id", Subject=f"[{ticket.number}]"))
    assert session.scalar(select(func.count()).select_from(SupportTicket)) == 2, "a number alone opens no ticket"


def test_somebody_else_who_answers_is_marked(desk, bring, session):
    bring(make_mail())
    ticket = only_ticket(session)
    (row,) = bring(make_mail("Saya rekan beliau", sender="rekan@hotel.id", To=signed(desk, ticket)))
    assert (row.other_sender, row.ticket_id) == (True, ticket.id)
    assert fresh(session, ticket).requester_email == "ratna@hotel.id"


def test_an_answer_to_a_merged_ticket_reaches_the_one_that_is_kept(desk, bring, session):
    bring(make_mail(), make_mail("Kedua"))
    first, second = session.scalars(select(SupportTicket).order_by(SupportTicket.id)).all()
    merge_tickets(session, ticket_id=second.id, into=first.number, actor=make_cs(session), now=utc_now())
    bring(make_mail("Ada lagi", To=signed(desk, second)))
    assert fresh(session, first).unread_at is not None
    assert texts(session, second)[-1] == ("CUSTOMER", "Ada lagi")


@pytest.mark.parametrize("header", ["Auto-Submitted", "List-Id"])
def test_a_machine_opens_reopens_answers_and_stops_nothing(desk, bring, session, header):
    bring(make_mail())
    ticket = only_ticket(session)
    finish_support_ticket(session, ticket_id=ticket.id, actor=make_cs(session), outcome="Beres", now=utc_now())
    told = len(kinds(session))
    value = {"Auto-Submitted": "auto-replied", "List-Id": "<info.hotel.id>"}[header]
    (row,) = bring(make_mail("Saya sedang cuti", To=signed(desk, ticket), **{header: value}))
    assert row.state == MailState.THREADED
    assert texts(session, ticket)[-1] == ("AUTOMATIC", "Saya sedang cuti")
    assert fresh(session, ticket).status == SupportStatus.DONE
    assert len(kinds(session)) == told


HELD = {
    "bulk": {"List-Id": "<promo.toko.id>"},
    "no sender": {"From": "x"},
}


@pytest.mark.parametrize("case", sorted(HELD))
def test_what_is_held_stands_with_its_reason_and_becomes_a_ticket_when_run_again(bring, session, case):
    raw = message_from_bytes(make_mail())
    for name, value in HELD[case].items():
        del raw[name]
        raw[name] = value
    (row,) = bring(raw.as_bytes())
    event = session.get_one(InboxEvent, row.event_id)
    assert (row.state, event.status, event.error) == (MailState.HELD, "FAILED", row.reason)
    replay_event(session, event_id=event.id, actor=make_cs(session), now=utc_now())
    bring()
    session.refresh(row)
    assert row.state == (MailState.OPENED if case == "bulk" else MailState.HELD)


def test_files_that_take_too_long_to_open_are_named_and_not_kept(bring, session, monkeypatch):
    monkeypatch.setattr(handler, "MOST_SECONDS", -1)
    mail = message_from_bytes(make_mail(), policy=default)
    mail.add_attachment(b"a;b\n", maintype="text", subtype="csv", filename="daftar.csv")
    bring(mail.as_bytes())
    assert "[Lampiran daftar.csv tidak disimpan: terlalu lama dibuka.]" in only_ticket(session).description


def test_the_eleventh_mail_in_an_hour_waits_for_a_person(bring, session):
    rows = bring(*(make_mail(f"Nomor {n}") for n in range(12)))
    assert [row.state for row in rows].count(MailState.HELD) == 2
    assert kinds(session).count("ticket.received") == 1


def test_mail_opens_a_ticket_again_three_times_a_day_at_most(desk, bring, session):
    bring(make_mail())
    ticket, dewi = only_ticket(session), make_cs(session)
    states = []
    for n in range(4):
        finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Beres", now=utc_now())
        states += [row.state for row in bring(make_mail(f"Belum {n}", To=signed(desk, ticket)))]
        if states[-1] == MailState.THREADED:
            assert fresh(session, ticket).status == SupportStatus.IN_PROGRESS
    assert states == ["THREADED"] * 3 + ["HELD"]


def test_a_reply_starts_the_turn_of_the_desk_again(desk, bring, session):
    bring(make_mail())
    ticket = only_ticket(session)
    answer_and_wait(session, ticket_id=ticket.id, actor=make_cs(session), text="Lantai berapa?", now=utc_now())
    (row,) = bring(make_mail("Lantai 2\n\nPada 30 Nov 2026 Sigap <bantuan@firma.id> menulis:\n> Lantai berapa?",
                             To=signed(desk, ticket)))  # fmt: skip
    assert fresh(session, ticket).status == SupportStatus.IN_PROGRESS
    assert texts(session, ticket)[-1] == ("CUSTOMER", "Lantai 2")
    assert "Lantai berapa?" in row.quoted


def test_pictures_are_kept_as_pictures_and_other_files_for_downloading(bring, session):
    picture = BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    mail = message_from_bytes(make_mail(), policy=default)
    mail.add_attachment(picture.getvalue(), maintype="image", subtype="png", filename="../../bocor.png")
    mail.add_attachment(b"a;b\n", maintype="text", subtype="csv", filename="daftar.csv")
    bring(mail.as_bytes())
    files = [one.file for said in session.scalars(select(SupportMessage)) for one in said.attachments]
    assert [(one.media_type, one.original_name) for one in files] == [
        ("image/jpeg", "bocor.png"),
        ("application/octet-stream", "daftar.csv"),
    ]


def test_our_own_mail_that_comes_back_is_dropped(bring, session):
    (row,) = bring(make_mail(X_Sigap_Loop="1"))
    assert row.state == MailState.DROPPED
    assert session.scalars(select(SupportTicket)).all() == []
