"""The customer's page of a ticket by its link, and the portal's form."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.models.accounts.user import Role
from app.models.messaging.contact import WhatsAppContact
from app.models.support.messages import MessageKind, SupportAttachment, SupportMessage, SupportSurvey
from app.models.support.ticket import SupportTicket
from tests.factories import make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import (
    Requester,
    answer_ticket,
    ensure_ticket_link,
    finish_support_ticket,
    merge_tickets,
    note_ticket,
    rate_ticket,
)
from workflows.support.customer.rate_ticket import CHANGEABLE, SurveyTooLate
from workflows.threads import PAGE


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def path_of(session, ticket):
    path = f"/ticket/{ensure_ticket_link(session, ticket_id=ticket.id).token}"
    session.commit()
    return path


def test_the_customer_reads_answers_and_no_notes(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    note_ticket(session, ticket_id=ticket.id, actor=dewi, text="Sulit", now=utc_now())
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang", now=utc_now())
    html = client.get(path_of(session, ticket)).text
    assert "Kami datang" in html
    assert "Sulit" not in html
    assert "Kami selesaikan paling lambat" in html


def test_the_customer_reads_what_is_older_and_what_was_merged(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    other = make_ticket(session, at=utc_now(), customer=ticket.customer, description="Unit kamar dua juga")
    merge_tickets(session, ticket_id=other.id, into=ticket.number, actor=dewi, now=utc_now())
    said = {"ticket_id": ticket.id, "kind": MessageKind.ANSWER, "author_id": dewi.id}
    session.add_all(SupportMessage(text=f"Kabar ke-{place}.", **said) for place in range(PAGE + 1))
    path = path_of(session, ticket)
    newest = client.get(path).text
    older = re.search(r'href="([^"]+before=\d+)"', newest)
    assert "Kabar ke-0." not in newest
    assert older is not None
    oldest = client.get(older.group(1)).text
    for words in ("Kabar ke-0.", "Unit kamar dua juga", ticket.description):
        assert words in oldest


def test_the_page_says_by_when_and_says_so_when_it_is_late(session, client, dewi):
    waiting = make_ticket(session, at=utc_now())
    assert "Kami jawab paling lambat" in client.get(path_of(session, waiting)).text
    late = make_ticket(session, at=utc_now() - timedelta(days=10))
    assert "terlambat" in client.get(path_of(session, late)).text


def test_an_unknown_link_says_so(session, client, dewi):
    answer = client.get("/ticket/tidak-ada")
    assert answer.status_code == 404
    assert "Tautan ini tidak kami kenal" in answer.text


def test_the_customer_writes_with_a_picture(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    path = path_of(session, ticket)
    picture = BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    picture.seek(0)
    sent = post(client, f"{path}/write", {"text": "Ini fotonya", "attachments": (picture, "bocor.png")})
    assert sent.status_code == 303
    assert session.scalars(select(SupportMessage.text)).all() == ["Ini fotonya"]
    kept = session.scalars(select(SupportAttachment.id)).one()
    assert client.get(f"{path}/file/{kept}").mimetype == "image/jpeg"
    assert fresh(session, ticket).unread_at is not None


def test_an_empty_message_is_refused_with_a_sentence(session, client, dewi):
    answer = post(client, f"{path_of(session, make_ticket(session, at=utc_now()))}/write", {"text": "  "})
    assert answer.status_code == 422
    assert "Tulis dulu pesannya." in answer.text


def test_a_picture_of_an_internal_note_cannot_be_fetched_by_the_link(session, client, dewi):
    ticket, other = make_ticket(session, at=utc_now()), make_ticket(session, at=utc_now())
    path = path_of(session, other)
    picture = BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "PNG")
    picture.seek(0)
    post(client, f"{path}/write", {"text": "x", "attachments": (picture, "a.png")})
    kept = session.scalars(select(SupportAttachment.id)).one()
    assert client.get(f"{path_of(session, ticket)}/file/{kept}").status_code == 404


def test_one_tap_confirms_and_one_opens_again(session, client, dewi):
    settled, not_yet = make_ticket(session, at=utc_now()), make_ticket(session, at=utc_now())
    for ticket in (settled, not_yet):
        finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Dibersihkan", now=utc_now())
    assert "Ya, beres" in client.get(path_of(session, settled)).text
    post(client, f"{path_of(session, settled)}/confirm")
    post(client, f"{path_of(session, not_yet)}/dispute")
    assert (fresh(session, settled).status, fresh(session, settled).ending) == ("CLOSED", "CONFIRMED")
    assert fresh(session, not_yet).status == "IN_PROGRESS"
    assert fresh(session, not_yet).unread_at is not None
    twice = post(client, f"{path_of(session, settled)}/confirm")
    assert twice.status_code == 409


def test_the_rating_is_marked_by_the_link_and_saved_by_the_tap(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Dibersihkan", now=utc_now())
    path = path_of(session, ticket)
    html = client.get(f"{path}?score=4").text
    assert 'value="4" checked' in html
    assert session.scalars(select(SupportSurvey.score)).all() == [None]
    post(client, f"{path}/rate", {"score": "4", "comment": "Cepat"})
    survey = session.scalars(select(SupportSurvey)).one()
    assert (survey.score, survey.comment, survey.agent_id) == (4, "Cepat", dewi.id)
    refused = post(client, f"{path}/rate", {"score": "6", "comment": "Sangat ramah"})
    assert refused.status_code == 422
    assert "Sangat ramah</textarea>" in refused.text


def test_a_rating_may_change_for_three_days(session, dewi):
    ticket, now = make_ticket(session, at=utc_now()), utc_now()
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Dibersihkan", now=now)
    rate_ticket(session, ticket_id=ticket.id, score=2, comment="", now=now)
    assert rate_ticket(session, ticket_id=ticket.id, score=5, comment="", now=now + CHANGEABLE).score == 5
    with pytest.raises(SurveyTooLate):
        rate_ticket(session, ticket_id=ticket.id, score=1, comment="", now=now + CHANGEABLE + timedelta(seconds=1))


def test_the_link_of_a_merged_ticket_leads_to_where_it_went_on_for_the_same_customer_only(session, client, dewi):
    now = utc_now()
    kept = make_ticket(session, at=now, subject="Yang dipertahankan")
    duplicate, visitor = make_ticket(session, at=now, customer=kept.customer), make_ticket(session, at=now)
    merge_tickets(session, ticket_id=duplicate.id, actor=dewi, into=kept.number, now=now)
    merge_tickets(session, ticket_id=visitor.id, actor=dewi, into=kept.number, other_customer="YES", now=now)
    assert "Yang dipertahankan" in client.get(path_of(session, duplicate)).text
    assert "Yang dipertahankan" not in client.get(path_of(session, visitor)).text


def test_a_member_asks_for_help_and_finds_the_ticket_again(session, client, dewi):
    agus = make_user(session, "Agus", Role.MEMBER)
    log_in(client, agus)
    asked = post(client, "/support/new", {"subject": "Invoice ganda", "description": "Dua kali", "kind": "QUESTION"})
    assert asked.status_code == 303
    ticket = session.scalars(select(SupportTicket)).one()
    assert (ticket.requester_id, ticket.source, ticket.kind) == (agus.id, "PORTAL", "QUESTION")
    assert "Invoice ganda" in client.get("/support").text
    assert client.get(f"/support/{ticket.number}", follow_redirects=True).status_code == 200
    log_in(client, make_user(session, "Tono", Role.MEMBER))
    assert client.get(f"/support/{ticket.number}").status_code == 404
    assert "Invoice ganda" not in client.get("/support").text


def test_nobody_reads_another_customers_messages_through_a_merge(session, client, dewi):
    now = utc_now()
    kept, visitor = make_ticket(session, at=now), make_ticket(session, at=now, description="Kode pintu saya 4471")
    answer_ticket(session, ticket_id=visitor.id, actor=dewi, text="Jawaban untuk tamu", now=now)
    merge_tickets(session, ticket_id=visitor.id, actor=dewi, into=kept.number, other_customer="YES", now=now)
    html = client.get(path_of(session, kept)).text
    assert "4471" not in html
    assert "Jawaban untuk tamu" not in html


def test_two_people_on_whatsapp_are_not_merged_without_being_asked(session, dewi):
    contacts = [WhatsAppContact(wa_id=number) for number in ("6281300000001", "6281300000002")]
    session.add_all(contacts)
    session.flush()
    kept, other = (
        make_ticket(session, at=utc_now(), requester=Requester(contact_id=one.id, name="Tamu")) for one in contacts
    )
    with pytest.raises(Invalid, match="Pelanggannya berbeda"):
        merge_tickets(session, ticket_id=other.id, actor=dewi, into=kept.number, now=utc_now())
