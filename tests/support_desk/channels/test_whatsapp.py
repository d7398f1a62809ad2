"""A WhatsApp conversation becomes a ticket, and what the customer writes next belongs to it."""

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import OutboxMessage
from app.models.support.messages import SupportMessage
from app.models.support.ticket import SupportStatus, SupportTicket
from tests.factories import make_company, make_cs, make_customer, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import fresh
from workflows.conversations import InboundText, handle_inbound
from workflows.support import finish_support_ticket, open_ticket_of_contact


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.fixture
def contact(session):
    customer = make_customer(session)
    contact = WhatsAppContact(
        wa_id="628111", phone_e164="+628111", customer_id=customer.id, last_inbound_at=utc_now(), draft={},
        wants_person_at=utc_now(), last_words="AC saya bocor lagi",
    )  # fmt: skip
    session.add(contact)
    session.flush()
    return contact


def write(session, contact, text):
    handle_inbound(session, contact, InboundText("text", text), now=utc_now())
    session.flush()


def kinds(session):
    return session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()


def test_cs_makes_a_ticket_of_a_conversation_by_one_click(session, client, dewi, contact):
    log_in(client, dewi)
    html = client.get(f"/admin/contacts/details/?id={contact.id}").text
    assert "Jadikan tiket dukungan" in html
    asked = {"subject": "AC saya bocor lagi", "description": "AC saya bocor lagi"}
    made = post(client, f"/admin/contacts/{contact.id}/ticket", asked)
    ticket = session.scalars(select(SupportTicket)).one()
    assert made.headers["Location"].endswith(f"/admin/support/details/?id={ticket.id}")
    assert (ticket.source, ticket.contact_id, ticket.customer_id) == ("WHATSAPP", contact.id, contact.customer_id)
    session.expire_all()
    assert session.get_one(WhatsAppContact, contact.id).wants_person_at is None
    assert kinds(session) == ["ticket.received", "ticket.opened"]


def test_the_next_message_goes_on_with_the_ticket_and_calls_nobody_else(session, dewi, contact):
    ticket = open_ticket_of_contact(
        session, contact_id=contact.id, subject="Bocor", description="Bocor", actor=dewi, now=utc_now()
    )
    write(session, contact, "Sekarang tambah parah, tolong cepat")
    assert session.scalars(select(SupportMessage.text)).all() == ["Sekarang tambah parah, tolong cepat"]
    assert fresh(session, ticket).unread_at is not None
    assert kinds(session)[2:] == ["ticket.customer_wrote"]


def test_thanks_open_nothing_again_and_a_new_complaint_does(session, dewi, contact):
    ticket = open_ticket_of_contact(
        session, contact_id=contact.id, subject="Bocor", description="Bocor", actor=dewi, now=utc_now()
    )
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Beres", now=utc_now())
    write(session, contact, "Terima kasih banyak")
    assert fresh(session, ticket).status == SupportStatus.DONE
    write(session, contact, "Masih bocor, Pak")
    assert fresh(session, ticket).status == SupportStatus.IN_PROGRESS


def test_without_a_ticket_cs_is_called_as_before(session, dewi, contact):
    contact.wants_person_at = None
    write(session, contact, "Kapan teknisinya datang?")
    assert contact.wants_person_at is not None
    assert session.scalars(select(SupportTicket)).all() == []


def test_those_who_see_no_conversations_make_no_tickets_of_them(session, client, dewi, contact):
    log_in(client, make_user(session, "Rina", Role.SALES))
    answer = post(client, f"/admin/contacts/{contact.id}/ticket", {"subject": "x", "description": "y"})
    assert answer.status_code in {403, 404}
