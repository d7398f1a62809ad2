"""The form of a WhatsApp message: free text inside the 24-hour window, the approved template outside, else by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import OutgoingMessage
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.outbox import Channel, DeliveryStatus
from app.policies.template_variables import names_in, read_fact
from workflows.outbox import CODE_WAITS, find_restriction, is_sealed

# What a person who wrote STOP is spared; tickets, invoices and answers still reach them.
NOT_ESSENTIAL = {"nps.invited", "rating.invited", "rating.reminded"}
# Told to many: what cannot leave by itself is not sent, instead of filling CS's work queue.
NEVER_BY_HAND = {
    "nps.invited",
    "status.incident_over",
    "status.maintenance",
    "status.news",
    "status.subscription_asked",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a batch of messages needs beside themselves: approved templates, and who has written to us."""

    now: datetime
    templates: Mapping[str, WhatsAppTemplate]  # by the kind of message they stand for
    contacts: Sequence[WhatsAppContact]  # of the batch's recipients, whoever wrote last first
    restriction: str | None = None  # Meta restricts our account: its code

    @classmethod
    def of(cls, session: Session, outgoing_messages: Sequence[OutgoingMessage], now: datetime) -> "Desk":
        """Read it in three statements, however many messages there are."""
        ours = [delivery for delivery in outgoing_messages if delivery.channel == Channel.WHATSAPP]
        if not ours:
            return cls(now, {}, ())
        active = session.scalars(select(WhatsAppTemplate).where(WhatsAppTemplate.is_usable))
        templates = {template.kind: template for template in active}
        return cls(now, templates, _contacts_of(session, ours), find_restriction(session, now=now))

    def contact_of(self, outgoing: OutgoingMessage) -> WhatsAppContact | None:
        """The one that is answered, else the one that proved the recipient's number.

        A linked contact with another number, or none, stands in only where the customer has no number at all.
        """
        if outgoing.contact is not None:
            return outgoing.contact
        phone = _phone_of(outgoing)
        if phone:
            return next((contact for contact in self.contacts if contact.phone_e164 == phone), None)
        customer_id = outgoing.customer.id if outgoing.customer else None
        return next((contact for contact in self.contacts if customer_id and contact.customer_id == customer_id), None)


def place_on_whatsapp(row: dict[str, Any], outgoing: OutgoingMessage, desk: Desk) -> dict[str, Any]:
    """Fill in contact, address and, outside the window, the template with its variables; else leave it to CS."""
    contact = desk.contact_of(outgoing)
    row["contact_id"] = contact.id if contact else None
    row["address"] = _address(outgoing, contact)
    if contact and contact.bsuid and row["address"] == contact.bsuid:
        row["payload"]["bsuid"] = contact.bsuid
    if not row["address"]:
        row["status"] = DeliveryStatus.NO_ADDRESS
    elif contact and contact.stopped_at and outgoing.template in NOT_ESSENTIAL:
        row |= {"status": DeliveryStatus.CANCELLED, "error_code": "stopped"}
    elif desk.restriction:
        _leave_to_desk(row, "account_restricted")
    else:
        is_open = contact is not None and contact.window_is_open(desk.now)
        _choose_form(row, outgoing, desk.templates.get(outgoing.template), is_open=is_open)
    return row


def _choose_form(
    row: dict[str, Any], outgoing: OutgoingMessage, template: WhatsAppTemplate | None, *, is_open: bool
) -> None:
    filled = _filled(template, outgoing, row["payload"].get("link")) if template else None
    if is_open and filled:
        row["payload"]["fallback"] = filled  # Meta may find the window closed when we still thought it open
    elif not is_open and filled:
        row["payload"]["template"] = filled
    elif not is_open:
        _leave_to_desk(row, "no_template")


def _leave_to_desk(row: dict[str, Any], why: str) -> None:
    """A person sends it; a code waits until its owner writes, for nobody else may read it."""
    if row["kind"] in NEVER_BY_HAND:
        row |= {"status": DeliveryStatus.CANCELLED, "error_code": why}
    elif is_sealed(row["payload"]):
        row |= {"status": DeliveryStatus.PARKED, "error_code": CODE_WAITS}
    else:
        row |= {"status": DeliveryStatus.BY_HAND, "error_code": why}


def _contacts_of(session: Session, outgoing_messages: Sequence[OutgoingMessage]) -> Sequence[WhatsAppContact]:
    unknown = [delivery for delivery in outgoing_messages if delivery.contact is None]
    customers = {delivery.customer.id for delivery in unknown if delivery.customer}
    phones = {phone for delivery in unknown if (phone := _phone_of(delivery))}
    if not customers and not phones:
        return ()
    theirs = or_(WhatsAppContact.customer_id.in_(customers), WhatsAppContact.phone_e164.in_(phones))
    newest = WhatsAppContact.last_inbound_at.desc().nulls_last()
    return session.scalars(select(WhatsAppContact).where(theirs).order_by(newest)).all()


def _phone_of(outgoing: OutgoingMessage) -> str | None:
    known = (person.phone_e164 for person in (outgoing.customer, outgoing.user) if person is not None)
    return next((phone for phone in known if phone), None)


def _address(outgoing: OutgoingMessage, contact: WhatsAppContact | None) -> str:
    """An answer goes to whoever wrote; anything else to the number in the recipient's record."""
    phone = _phone_of(outgoing) if outgoing.contact is None else None
    if phone:
        return phone.lstrip("+")
    if contact is None:
        return ""
    return contact.wa_id or (contact.phone_e164 or "").lstrip("+") or contact.bsuid or ""


def _filled(template: WhatsAppTemplate, outgoing: OutgoingMessage, link: str | None) -> dict[str, Any]:
    """In the template's language. Its variables may hold no newline, tab or run of spaces (Meta refuses them)."""
    facts = [read_fact(outgoing.facts, name) for name in names_in(template.variables)]
    with force_locale("en" if template.language.startswith("en") else "id"):
        values = [" ".join(str(fact).split()) or "-" for fact in facts]
    suffix = link.rsplit("/", 1)[-1] if link and template.link_button else None
    return {"name": template.name, "language": template.language, "values": values, "url_suffix": suffix}
