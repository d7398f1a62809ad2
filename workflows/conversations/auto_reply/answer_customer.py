"""A registered customer writes in words."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.auto_reply.request_agent import request_agent
from workflows.conversations.parsing.understand import Kind, Reading, understand
from workflows.conversations.registration.correct_registration import correct_registration
from workflows.conversations.registration.register_by_text import register_by_text
from workflows.conversations.reply import reply
from workflows.support import go_on_with_ticket

CHECKING = "check"  # in the draft: the data were repeated, and wait for a yes or a correction
_REASONS = {Kind.QUESTION: "question", Kind.REQUEST: "complaint", Kind.CANCEL: "cancel", Kind.SEVERAL: "several"}


def answer_customer(session: Session, contact: WhatsAppContact, text: str, *, now: datetime) -> None:
    """While the data wait to be checked: yes or a correction.

    Anything else goes on with their open ticket, or to CS; thanks need nobody and open nothing again.
    """
    checking = bool(contact.draft.get(CHECKING))
    reading = understand(text, checking=checking)
    if checking and _check(session, contact, reading, now):
        return
    if reading.kind == Kind.FORM:
        register_by_text(session, contact, reading.known, now=now)
    elif reading.kind != Kind.THANKS and go_on_with_ticket(session, contact, text, now=now):
        return
    elif reading.kind != Kind.THANKS and contact.wants_person_at is None:
        reply(session, contact, "contact.forwarded", now=now, once=True)
        request_agent(session, contact, reason=_REASONS.get(reading.kind, "message"), words=text, now=now)


def _check(session: Session, contact: WhatsAppContact, reading: Reading, now: datetime) -> bool:
    """True when the message was about the data that were repeated."""
    if reading.kind in {Kind.YES, Kind.THANKS}:
        contact.draft = {name: value for name, value in contact.draft.items() if name != CHECKING}
        if reading.kind == Kind.YES:
            reply(session, contact, "registration.confirmed", now=now)
        return True
    if reading.kind in {Kind.CORRECTION, Kind.FORM} and not reading.known.is_empty:
        customer = correct_registration(session, contact, reading.known, now=now)
        reply(
            session, contact, "registration.corrected", now=now, customer_id=customer.id, complaint=_complaint(contact)
        )
        return True
    if reading.kind in {Kind.CORRECTION, Kind.NO}:
        reply(session, contact, "registration.how_to_correct", now=now)
        return True
    return False


def _complaint(contact: WhatsAppContact) -> str:
    return contact.draft.get("complaint", "")
