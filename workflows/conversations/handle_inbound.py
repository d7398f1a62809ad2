"""A contact wrote: open the window, understand, answer."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.customers.customer import Site
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.auto_reply.answer_command import answer_command
from workflows.conversations.auto_reply.answer_customer import answer_customer
from workflows.conversations.auto_reply.answer_unregistered import answer_unregistered
from workflows.conversations.auto_reply.request_agent import request_agent
from workflows.conversations.identity import note_inbound
from workflows.conversations.parsing.commands import Command, Order, read_command
from workflows.conversations.parsing.registration_text import Registration, clean_text
from workflows.conversations.registration.register_by_text import draft_of, register_by_text
from workflows.conversations.reply import reply
from workflows.outbox import release_codes

SILENT = {"reaction", "revoke", "edit", "sticker", "system", "request_welcome"}


@dataclass(frozen=True, slots=True)
class InboundText:
    """What arrived, free of any provider's form."""

    kind: str
    text: str = ""
    phones: tuple[str, ...] = ()
    place: tuple[float, float] | None = None  # latitude, longitude
    sent_at: datetime | None = field(default=None)
    has_file: bool = False


def handle_inbound(session: Session, contact: WhatsAppContact, inbound: InboundText, *, now: datetime) -> None:
    """One message of a contact whose row is locked by the caller."""
    note_inbound(contact, sent_at=inbound.sent_at, now=now)
    released = release_codes(session, contact=contact, now=now)
    if inbound.kind not in SILENT:
        contact.last_words = " ".join(clean_text(inbound.text).split())[:160] or f"[{inbound.kind}]"
    if inbound.kind in SILENT or (released and read_command(inbound.text) == Order(Command.CODE)):
        return
    if inbound.kind == "contacts":
        _answer_card(session, contact, inbound, now)
    elif inbound.kind == "location" and inbound.place:
        _answer_location(session, contact, inbound.place, now)
    elif clean_text(inbound.text):
        _answer_text(session, contact, inbound, now)
    else:
        _answer_file(session, contact, inbound.kind, now)


def _answer_text(session: Session, contact: WhatsAppContact, inbound: InboundText, now: datetime) -> None:
    order = read_command(inbound.text)
    if order is not None:
        answer_command(session, contact, order, now=now)
        return
    if contact.customer_id is not None:
        answer_customer(session, contact, inbound.text, now=now)
    else:
        answer_unregistered(session, contact, inbound.text, now=now)
    if inbound.has_file:
        _answer_file(session, contact, inbound.kind, now)


def _answer_card(session: Session, contact: WhatsAppContact, inbound: InboundText, now: datetime) -> None:
    """A contact card answers the question for a number; otherwise CS may look at it."""
    draft = draft_of(contact)
    if contact.phone_e164 is None and draft is not None and inbound.phones:
        known = Registration(draft.name, draft.address, draft.complaint, inbound.phones[0])
        register_by_text(session, contact, known, now=now)
        return
    _answer_file(session, contact, inbound.kind, now)


def _answer_location(session: Session, contact: WhatsAppContact, place: tuple[float, float], now: datetime) -> None:
    """It fills the site that has no coordinates yet, or waits in the draft for the site to come."""
    latitude, longitude = place
    draft = draft_of(contact)
    if contact.customer_id is None:
        contact.draft = {**contact.draft, "latitude": latitude, "longitude": longitude}
        missing = list(draft.missing) if draft else []
        reply(session, contact, "contact.location", now=now, missing=missing, site="")
        return
    bare = select(Site).where(
        Site.customer_id == contact.customer_id, Site.deleted_at.is_(None), Site.latitude.is_(None)
    )
    site = session.scalars(bare.order_by(Site.id).limit(1).with_for_update()).one_or_none()
    if site is None:
        reply(session, contact, "contact.forwarded", now=now, once=True)
        request_agent(session, contact, reason="location", words=f"{latitude}, {longitude}", now=now)
        return
    site.latitude, site.longitude = latitude, longitude
    reply(session, contact, "contact.location", now=now, missing=[], site=site.address_line or site.name)


def _answer_file(session: Session, contact: WhatsAppContact, kind: str, now: datetime) -> None:
    """Only a person can look at it; while a registration is open, its answer is still awaited."""
    if contact.wants_person_at is not None:
        return
    draft = draft_of(contact)
    missing = list(draft.missing) if draft is not None and contact.customer_id is None else []
    reply(session, contact, "contact.file_received", now=now, once=True, kind=kind, missing=missing)
    request_agent(session, contact, reason="file", words=f"[{kind}]", now=now)
