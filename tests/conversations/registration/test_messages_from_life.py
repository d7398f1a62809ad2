"""The table of real messages: each is answered, stored and handed to CS as it should be."""

import pytest
from sqlalchemy import select

from app.models.customers.customer import Customer
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import OutboxMessage
from tests.conversations.registration.messages_from_life import HERE, C, D
from tests.conversations.registration.messages_that_answer import ANSWERS
from tests.conversations.registration.messages_that_register import REGISTRATIONS
from tests.factories import NOW, make_company, make_customer
from workflows.conversations import InboundText, find_or_make_contact, handle_inbound
from workflows.conversations.registration.register_by_text import draft_of

MESSAGES = [*REGISTRATIONS, *ANSWERS]
NUMBER = "6281234567890"
DRAFTS = {
    "name": {"address": "Jl. Kenanga 5", "complaint": "AC mati"},
    "address": {"name": "Siti", "complaint": "AC mati"},
    "complaint": {"name": "Siti", "address": "Jl. Kenanga 5"},
    "guess": {**HERE._asdict(), "asked": "guess"},
    "number": {**HERE._asdict(), "phone": "0813-1111-2222", "asked": "number"},
}


def prepare(session, state):
    make_company(session)
    contact = find_or_make_contact(session, wa_id=NUMBER, bsuid=None, profile_name="Profil")
    if state == "lost":
        contact.failures = 1
    if state in DRAFTS:
        contact.draft = {"open": True, **DRAFTS[state]}
        contact.failures = 0
    if state == "customer":
        contact.customer_id = make_customer(session, phone_e164=f"+{NUMBER}").id
    session.flush()
    if state == "check":
        handle_inbound(session, contact, InboundText("text", "DAFTAR#Pak Agus#Jl. Merdeka 1, Bandung#AC mati"), now=NOW)
        session.flush()
    return contact


def answers(session, after):
    sent = select(OutboxMessage).where(OutboxMessage.id > after).order_by(OutboxMessage.id)
    rows = session.scalars(sent).all()
    replies = [row.payload["template"] for row in rows if row.kind == "contact.reply"]
    reasons = [row.payload["reason"] for row in rows if row.kind == "contact.wants_person"]
    return replies, reasons


def stored(session, contact, state):
    draft = draft_of(contact)
    if draft is not None:
        return D(draft.name, draft.address, draft.complaint)
    if contact.customer_id is None or state == "customer":
        return None
    customer = session.get_one(Customer, contact.customer_id)
    return C(customer.name, customer.address_line, contact.draft.get("complaint", ""))


@pytest.mark.parametrize(("message", "state", "template", "kept", "reason"), MESSAGES)
def test_a_message_is_understood(session, message, state, template, kept, reason):
    contact = prepare(session, state)
    last = session.scalar(select(OutboxMessage.id).order_by(OutboxMessage.id.desc()).limit(1)) or 0
    handle_inbound(session, contact, InboundText("text", message), now=NOW)
    session.flush()
    replies, reasons = answers(session, last)
    assert replies == ([template] if template else [])
    assert reasons == ([reason] if reason else [])
    found = stored(session, contact, state)
    assert type(found) is type(kept)
    if isinstance(kept, C):
        assert (found.name, found.complaint) == (kept.name, kept.complaint)
        assert found.address.replace(",", "") == kept.address.replace(",", "")
    else:
        assert found == kept


def test_the_table_is_long_enough():
    assert len(MESSAGES) >= 150
    assert len({(message, state) for message, state, *_ in MESSAGES}) == len(MESSAGES)


def test_a_drafts_question_is_not_repeated_for_ever(session):
    contact = prepare(session, "name")
    for _ in range(4):
        handle_inbound(session, contact, InboundText("text", "Jl. Mawar 1"), now=NOW)
    session.flush()
    replies, reasons = answers(session, 0)
    assert replies == ["registration.missing", "registration.person"]
    assert reasons == ["registration"]
    assert session.scalars(select(WhatsAppContact)).one().wants_person_at == NOW
