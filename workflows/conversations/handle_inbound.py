"""A contact wrote: open the window, understand, answer."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.customers.customer import Site
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.commands import Command, Order, read_command
from workflows.conversations.identity import note_heard, phone_of
from workflows.conversations.register_by_text import draft_of, register_by_text
from workflows.conversations.registration_text import Registration, clean_text, read_missing, read_registration
from workflows.conversations.reply import call_person, say
from workflows.conversations.ticket_status import find_tickets
from workflows.outbox import release_codes

SILENT = {"reaction", "revoke", "edit", "sticker", "system", "request_welcome"}
FILES = {"image", "video", "document"}


@dataclass(frozen=True, slots=True)
class InboundText:
    """What arrived, free of any provider's form."""

    kind: str
    text: str = ""
    phones: tuple[str, ...] = ()
    place: tuple[float, float] | None = None  # latitude, longitude
    sent_at: datetime | None = field(default=None)


def handle_inbound(session: Session, contact: WhatsAppContact, heard: InboundText, *, now: datetime) -> None:
    """One message of a contact whose row is locked by the caller."""
    note_heard(contact, sent_at=heard.sent_at, now=now)
    released = release_codes(session, contact=contact, now=now)
    if heard.kind in SILENT or (released and read_command(heard.text) == Order(Command.CODE)):
        return
    if heard.kind == "contacts":
        _card(session, contact, heard, now)
    elif heard.kind == "location" and heard.place:
        _location(session, contact, heard.place, now)
    elif clean_text(heard.text):
        _words(session, contact, heard, now)
    else:
        _something_else(session, contact, heard.kind, now)


def _words(session: Session, contact: WhatsAppContact, heard: InboundText, now: datetime) -> None:
    order = read_command(heard.text)
    if order is not None:
        _obey(session, contact, order, now)
        return
    draft = draft_of(contact)
    fresh = read_registration(heard.text)
    if fresh is not None:
        contact.stopped_at = None
        register_by_text(session, contact, draft.filled_by(fresh) if draft else fresh, now=now)
    elif contact.wants_person_at is not None:
        return  # a person is talking now
    elif heard.kind in FILES:
        _something_else(session, contact, heard.kind, now)
    elif draft is not None:
        _resume(session, contact, draft, heard.text, now)
    elif contact.customer_id is not None:
        say(session, contact, "contact.forwarded", now=now, once=True)
        call_person(session, contact, reason="message", words=heard.text, now=now)
    else:
        say(session, contact, "contact.help", now=now, once=True, is_customer=False)


def _resume(session: Session, contact: WhatsAppContact, draft: Registration, text: str, now: datetime) -> None:
    if not draft.missing and phone_of(text.strip().lstrip("+")) is None and not any(mark.isdigit() for mark in text):
        say(session, contact, "registration.phone", now=now, once=True, name=draft.name)
        return
    known = (
        read_missing(text, draft) if draft.missing else Registration(draft.name, draft.address, draft.complaint, text)
    )
    register_by_text(session, contact, known, now=now)


def _obey(session: Session, contact: WhatsAppContact, order: Order, now: datetime) -> None:
    if order.command == Command.STOP:
        contact.stopped_at = contact.stopped_at or now
        say(session, contact, "contact.stopped", now=now)
    elif order.command == Command.START:
        contact.stopped_at = None
        say(session, contact, "contact.help", now=now, is_customer=contact.customer_id is not None)
    elif order.command == Command.PERSON:
        say(session, contact, "contact.person", now=now, once=True)
        call_person(session, contact, reason="asked", now=now)
    elif order.command == Command.CODE:
        say(session, contact, "contact.code", now=now, once=True)
    elif order.command == Command.STATUS:
        _tell_status(session, contact, order.about, now)
    else:
        once = order.command == Command.GREETING
        if not (once and contact.wants_person_at):
            say(session, contact, "contact.help", now=now, once=once, is_customer=contact.customer_id is not None)


def _tell_status(session: Session, contact: WhatsAppContact, about: str, now: datetime) -> None:
    if contact.customer_id is None:
        say(session, contact, "contact.help", now=now, is_customer=False)
        return
    found = find_tickets(session, contact, about)
    say(session, contact, "contact.status", now=now, visit_ids=found, about=about)


def _card(session: Session, contact: WhatsAppContact, heard: InboundText, now: datetime) -> None:
    """A contact card answers the question for a number; otherwise CS may look at it."""
    draft = draft_of(contact)
    if contact.phone_e164 is None and draft is not None and heard.phones:
        known = Registration(draft.name, draft.address, draft.complaint, heard.phones[0])
        register_by_text(session, contact, known, now=now)
        return
    _something_else(session, contact, heard.kind, now)


def _location(session: Session, contact: WhatsAppContact, place: tuple[float, float], now: datetime) -> None:
    """It fills the site that has no coordinates yet, or waits in the draft for the site to come."""
    latitude, longitude = place
    draft = draft_of(contact)
    if contact.customer_id is None:
        contact.draft = {**contact.draft, "latitude": latitude, "longitude": longitude}
        missing = list(draft.missing) if draft else []
        say(session, contact, "contact.location", now=now, missing=missing, site="")
        return
    bare = select(Site).where(
        Site.customer_id == contact.customer_id, Site.deleted_at.is_(None), Site.latitude.is_(None)
    )
    site = session.scalars(bare.order_by(Site.id).limit(1).with_for_update()).one_or_none()
    if site is None:
        say(session, contact, "contact.forwarded", now=now, once=True)
        call_person(session, contact, reason="location", words=f"{latitude}, {longitude}", now=now)
        return
    site.latitude, site.longitude = latitude, longitude
    say(session, contact, "contact.location", now=now, missing=[], site=site.address_line or site.name)


def _something_else(session: Session, contact: WhatsAppContact, kind: str, now: datetime) -> None:
    """Nobody but a person can read it; while a registration is open, words are asked for."""
    if contact.wants_person_at is not None:
        return
    draft = draft_of(contact)
    if draft is not None or contact.customer_id is None:
        say(session, contact, "contact.unreadable", now=now, once=True, kind=kind)
        return
    say(session, contact, "contact.forwarded", now=now, once=True)
    call_person(session, contact, reason="file", words=kind, now=now)
