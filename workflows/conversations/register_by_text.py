"""From a DAFTAR message to a customer: complete, half-finished, known already, or for a person to sort out."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.phones import to_e164
from app.models.customers.customer import Customer, CustomerSource
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.address_guess import address_parts
from workflows.conversations.events import CustomerRegistered
from workflows.conversations.registration_text import FIELDS, Registration
from workflows.conversations.reply import call_person, say
from workflows.customers import find_customer_by_phone, register_customer
from workflows.outbox_events import emit

MOST_FAILURES = 2  # then a person takes over
DRAFT = (*FIELDS, "phone")

__all__ = ["draft_of", "register_by_text"]


def draft_of(contact: WhatsAppContact) -> Registration | None:
    """What a half-finished registration has so far; None when none is going on."""
    if not contact.draft.get("open"):
        return None
    return Registration(**{field: contact.draft.get(field, "") for field in DRAFT})


def register_by_text(session: Session, contact: WhatsAppContact, known: Registration, *, now: datetime) -> None:
    """Take the next step with everything known so far."""
    before = draft_of(contact)
    if contact.customer_id is not None:
        _already_ours(session, contact, session.get_one(Customer, contact.customer_id), known, now)
        return
    if contact.phone_e164 is None and known.phone:
        _take_phone(contact, known.phone)
    contact.draft = {**contact.draft, "open": True, **{field: getattr(known, field) for field in DRAFT}}
    if known.missing:
        _ask_for_the_rest(session, contact, known, before, now)
    elif contact.phone_e164 is None:
        say(session, contact, "registration.phone", now=now, name=known.name)
    else:
        _register(session, contact, known, now)


def _register(session: Session, contact: WhatsAppContact, known: Registration, now: datetime) -> None:
    owner = find_customer_by_phone(session, phone_e164=contact.phone_e164 or "")
    if owner is not None:
        _number_is_known(session, contact, owner, known, now)
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
        notes=_first_complaint(known.complaint, now),
        site=site,
        now=now,
    )
    _close_draft(contact, known.complaint)
    contact.wants_person_at = None
    say(session, contact, "registration.done", now=now, customer_id=customer.id, complaint=known.complaint)
    emit(
        session,
        CustomerRegistered(customer_id=customer.id, contact_id=contact.id, complaint=known.complaint),
        now=now,
    )


def _ask_for_the_rest(
    session: Session, contact: WhatsAppContact, known: Registration, before: Registration | None, now: datetime
) -> None:
    """An answer that adds something is progress; one that adds nothing is a failure, like the first half message."""
    if before is None or len(known.missing) >= len(before.missing):
        contact.failures += 1
    if contact.failures >= MOST_FAILURES:
        say(session, contact, "registration.person", now=now, once=contact.wants_person_at is not None)
        call_person(session, contact, reason="registration", words=" · ".join(filter(None, _said(known))), now=now)
    else:
        say(session, contact, "registration.missing", now=now, missing=list(known.missing), known=_facts(known))


def _number_is_known(
    session: Session, contact: WhatsAppContact, owner: Customer, known: Registration, now: datetime
) -> None:
    """Meta vouches for a number it sends from; one that was only typed in may be anybody's."""
    if contact.wa_id is None:
        _close_draft(contact, known.complaint)
        say(session, contact, "registration.person", now=now)
        call_person(session, contact, reason="number_taken", words=known.name, now=now)
        return
    contact.customer_id = owner.id
    _already_ours(session, contact, owner, known, now)


def _already_ours(
    session: Session, contact: WhatsAppContact, customer: Customer, known: Registration, now: datetime
) -> None:
    _close_draft(contact, known.complaint)
    say(session, contact, "registration.known", now=now, customer_id=customer.id, complaint=known.complaint)
    if known.complaint:
        call_person(session, contact, reason="complaint", words=known.complaint, now=now)


def _close_draft(contact: WhatsAppContact, complaint: str) -> None:
    """The complaint stays, so that CS can make a visit of it."""
    kept = complaint or contact.draft.get("complaint", "")
    contact.draft = {"complaint": kept} if kept else {}
    contact.failures = 0


def _take_phone(contact: WhatsAppContact, typed: str) -> None:
    try:
        contact.phone_e164 = to_e164(typed)
    except Invalid:
        contact.phone_e164 = None


def _first_complaint(complaint: str, now: datetime) -> str:
    return f"Keluhan awal lewat WhatsApp ({now:%d-%m-%Y}): {complaint}"


def _facts(known: Registration) -> dict[str, str]:
    return {field: getattr(known, field) for field in FIELDS}


def _said(known: Registration) -> list[str]:
    return [getattr(known, field) for field in FIELDS]
