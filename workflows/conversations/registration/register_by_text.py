"""From a message of an unknown sender to a customer: complete, half-finished, known already, or for a person."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.customers.customer import Customer, CustomerSource
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.auto_reply.request_agent import request_agent
from workflows.conversations.events import CustomerRegistered
from workflows.conversations.parsing.address_guess import address_parts
from workflows.conversations.parsing.registration_form import to_phone
from workflows.conversations.parsing.registration_text import FIELDS, Registration
from workflows.conversations.reply import reply
from workflows.customers import find_customer_by_phone, register_customer
from workflows.outbox_events import emit

MOST_FAILURES = 2  # then a person takes over
DRAFT = (*FIELDS, "phone")
ASKED, GUESS, NUMBER = "asked", "guess", "number"  # in the draft: which question of ours waits for yes or no


def draft_of(contact: WhatsAppContact) -> Registration | None:
    """What a half-finished registration has so far; None when none is going on."""
    if not contact.draft.get("open"):
        return None
    return Registration(**{field: contact.draft.get(field, "") for field in DRAFT})


def open_draft(contact: WhatsAppContact, known: Registration, *, asked: str = "") -> None:
    values = {field: getattr(known, field) for field in DRAFT}
    kept = {name: value for name, value in contact.draft.items() if name != ASKED}
    contact.draft = {**kept, "open": True, **values, **({ASKED: asked} if asked else {})}


def close_draft(contact: WhatsAppContact, complaint: str, *, check: bool = False) -> None:
    """The complaint stays, so that CS can make a visit of it."""
    kept = complaint or contact.draft.get("complaint", "")
    contact.draft = {**({"complaint": kept} if kept else {}), **({"check": True} if check else {})}
    contact.failures = 0


def register_by_text(
    session: Session,
    contact: WhatsAppContact,
    known: Registration,
    *,
    now: datetime,
    certain: bool = True,
    cs_notified: bool = False,
    other_phone: str = "",
) -> None:
    """Take the next step with everything known so far. `cs_notified`: CS knows of it already."""
    before = draft_of(contact)
    if contact.customer_id is not None:
        _already_ours(session, contact, session.get_one(Customer, contact.customer_id), known, now)
        return
    other = contact.phone_e164 is not None and to_phone(known.phone) not in {None, contact.phone_e164}
    open_draft(contact, known)
    if known.missing:
        _ask_for_the_rest(session, contact, known, before, now, cs_notified=cs_notified)
    elif other and not other_phone:
        open_draft(contact, known, asked=NUMBER)
        reply(session, contact, "registration.other_number", now=now, phone=known.phone, own=contact.phone_e164)
    elif not certain:
        open_draft(contact, known, asked=GUESS)
        reply(session, contact, "registration.guess", now=now, known=_facts(known))
    elif contact.phone_e164 is None and to_phone(known.phone) is None:
        reply(
            session,
            contact,
            "registration.phone",
            now=now,
            once=before is not None and not before.missing,
            name=known.name,
        )
    else:
        _register(session, contact, known, other_phone, now)


def _register(session: Session, contact: WhatsAppContact, known: Registration, other_phone: str, now: datetime) -> None:
    """Meta vouches for the number it sends from; one that was only typed is noted, and is nobody's key."""
    owner = find_customer_by_phone(session, phone_e164=contact.phone_e164) if contact.phone_e164 else None
    if owner is not None:
        contact.customer_id = owner.id
        _already_ours(session, contact, owner, known, now)
        return
    parts = address_parts(known.address)
    site: dict[str, Any] = {
        "latitude": contact.draft.get("latitude"),
        "longitude": contact.draft.get("longitude"),
    }
    customer = register_customer(
        session,
        name=known.name,
        phone_e164=contact.phone_e164,
        address=parts,
        source=CustomerSource.WHATSAPP,
        contact=contact,
        notes=_notes(known, other_phone or (known.phone if contact.phone_e164 is None else ""), now),
        complaint=known.complaint,
        site=site,
        now=now,
    )
    close_draft(contact, known.complaint, check=True)
    contact.wants_person_at = None
    reply(session, contact, "registration.done", now=now, customer_id=customer.id, complaint=known.complaint)
    registered = CustomerRegistered(customer_id=customer.id, contact_id=contact.id, complaint=known.complaint)
    emit(session, registered, now=now)


def _ask_for_the_rest(
    session: Session,
    contact: WhatsAppContact,
    known: Registration,
    before: Registration | None,
    now: datetime,
    *,
    cs_notified: bool,
) -> None:
    """An answer that adds something is progress; one that adds nothing is a failure, like the first half message."""
    if before is None or len(known.missing) >= len(before.missing):
        contact.failures += 1
    if contact.failures >= MOST_FAILURES and not cs_notified:
        reply(session, contact, "registration.person", now=now, once=True)
        words = " · ".join(filter(None, _facts(known).values()))
        request_agent(session, contact, reason="registration", words=words, now=now)
        return
    missing = list(known.missing)
    reply(session, contact, "registration.missing", now=now, missing=missing, known=_facts(known), told=cs_notified)


def _already_ours(
    session: Session, contact: WhatsAppContact, customer: Customer, known: Registration, now: datetime
) -> None:
    close_draft(contact, known.complaint)
    reply(session, contact, "registration.known", now=now, customer_id=customer.id, complaint=known.complaint)
    if known.complaint:
        request_agent(session, contact, reason="complaint", words=known.complaint, now=now)


def _notes(known: Registration, typed: str, now: datetime) -> str:
    notes = f"Keluhan awal lewat WhatsApp ({now:%d-%m-%Y}): {known.complaint}"
    return f"{notes}\nNomor yang disebut, belum dibuktikan: {typed}" if typed else notes


def _facts(known: Registration) -> dict[str, str]:
    return {field: getattr(known, field) for field in FIELDS}
