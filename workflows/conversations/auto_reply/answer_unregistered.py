"""Somebody who is no customer yet writes in words: certain → register, unsure → one question, lost twice → CS."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.phones import find_phones
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.auto_reply.request_agent import request_agent
from workflows.conversations.parsing.answers import read_missing
from workflows.conversations.parsing.registration_form import to_phone
from workflows.conversations.parsing.registration_text import Registration
from workflows.conversations.parsing.understand import Kind, Reading, understand
from workflows.conversations.parsing.vocabulary import means_own_number
from workflows.conversations.registration.register_by_text import (
    ASKED,
    GUESS,
    MOST_FAILURES,
    NUMBER,
    close_draft,
    draft_of,
    open_draft,
    register_by_text,
)
from workflows.conversations.reply import reply


def answer_unregistered(session: Session, contact: WhatsAppContact, text: str, *, now: datetime) -> None:
    asked = contact.draft.get(ASKED, "")
    reading = understand(text, asked=bool(asked))
    draft = draft_of(contact)
    if reading.kind == Kind.CANCEL:
        _cancel(session, contact, draft, now)
    elif reading.kind == Kind.SEVERAL:
        reply(session, contact, "registration.person", now=now, once=True)
        request_agent(session, contact, reason="several", words=text, now=now)
    elif reading.kind == Kind.EXAMPLE:
        open_draft(contact, draft or Registration())
        reply(session, contact, "registration.example", now=now, once=True)
    elif draft is not None and asked and _settled(session, contact, draft, reading, text, now):
        return
    elif reading.kind == Kind.FORM:
        contact.stopped_at = None
        known = draft.filled_by(reading.known) if draft else reading.known
        register_by_text(session, contact, known, certain=reading.certain, now=now)
    elif reading.kind == Kind.QUESTION:
        _forward(session, contact, "question", text, now)
    elif draft is not None and reading.kind != Kind.THANKS:
        _take_answer(session, contact, draft, reading, text, now)
    elif reading.kind == Kind.REQUEST:
        _take_request(session, contact, reading.known, text, now)
    elif reading.kind != Kind.THANKS:
        _lost(session, contact, text, now)


def _settled(
    session: Session, contact: WhatsAppContact, draft: Registration, reading: Reading, text: str, now: datetime
) -> bool:
    """Our question about a guess or a number was answered; False: the message is about something else."""
    asked = contact.draft[ASKED]
    if reading.kind == Kind.YES or (asked == NUMBER and means_own_number(text)):
        known = Registration(draft.name, draft.address, draft.complaint, "" if asked == NUMBER else draft.phone)
        register_by_text(session, contact, known, now=now, other_phone=draft.phone)
    elif asked == NUMBER and (reading.kind == Kind.NO or find_phones(text)):
        reply(session, contact, "registration.person", now=now)
        request_agent(session, contact, reason="other_number", words=f"{draft.name} {draft.phone}", now=now)
    elif asked == GUESS and reading.kind == Kind.NO:
        open_draft(contact, Registration())
        register_by_text(session, contact, Registration(), now=now)
    elif reading.kind in {Kind.CORRECTION, Kind.REQUEST, Kind.OTHER}:
        _ask_again(session, contact, draft, reading, text, now)
    else:
        return False
    return True


def _ask_again(
    session: Session, contact: WhatsAppContact, draft: Registration, reading: Reading, text: str, now: datetime
) -> None:
    """No yes and no no: what is corrected is repeated to be checked; what stays unclear is asked once more, then CS."""
    more = reading.known.complaint and reading.kind == Kind.REQUEST  # another trouble beside the one we know
    corrected = draft if more else draft.filled_by(reading.known)
    contact.failures += corrected == draft
    if more or contact.failures >= MOST_FAILURES:
        reply(session, contact, "registration.person", now=now, once=True)
        request_agent(session, contact, reason="complaint" if more else "registration", words=text, now=now)
    else:
        register_by_text(session, contact, corrected, certain=False, now=now)


def _take_answer(
    session: Session, contact: WhatsAppContact, draft: Registration, reading: Reading, text: str, now: datetime
) -> None:
    if not draft.missing:
        known = Registration(draft.name, draft.address, draft.complaint, text if to_phone(text) else "")
        register_by_text(session, contact, known, now=now)
        return
    filled = read_missing(text, draft)
    if filled == draft and reading.kind == Kind.REQUEST:
        filled = draft.filled_by(reading.known)
    register_by_text(session, contact, filled, now=now)


def _take_request(session: Session, contact: WhatsAppContact, known: Registration, text: str, now: datetime) -> None:
    """A complaint of somebody unknown calls CS at once; meanwhile the rest is asked for."""
    if contact.wants_person_at is not None:
        return
    request_agent(session, contact, reason="complaint", words=text, now=now)
    register_by_text(session, contact, known, now=now, cs_notified=True, certain=False)


def _cancel(session: Session, contact: WhatsAppContact, draft: Registration | None, now: datetime) -> None:
    if draft is None:
        _forward(session, contact, "cancel", "", now)
        return
    close_draft(contact, "")
    contact.draft = {}
    reply(session, contact, "registration.cancelled", now=now)


def _forward(session: Session, contact: WhatsAppContact, reason: str, text: str, now: datetime) -> None:
    if contact.wants_person_at is None:
        reply(session, contact, "contact.forwarded", now=now, once=True)
        request_agent(session, contact, reason=reason, words=text, now=now)


def _lost(session: Session, contact: WhatsAppContact, text: str, now: datetime) -> None:
    """One question, then a person."""
    if contact.wants_person_at is not None:
        return
    contact.failures += 1
    if contact.failures >= MOST_FAILURES:
        _forward(session, contact, "lost", text, now)
    else:
        reply(session, contact, "contact.help", now=now, is_customer=False)
