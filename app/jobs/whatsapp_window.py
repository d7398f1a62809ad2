"""The form of a WhatsApp letter: free text inside the 24-hour window, the approved template outside, else by hand."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.jobs.letters.letter import Letter
from app.models.contact import WhatsAppContact, WhatsAppTemplate
from app.models.outbox import DeliveryStatus

# What a person who wrote STOP is spared; tickets, invoices and answers still reach them.
NOT_ESSENTIAL = {"rating.invited", "rating.reminded"}


def place_on_whatsapp(session: Session, row: dict[str, Any], letter: Letter, now: datetime) -> dict[str, Any]:
    """Fill in contact, address and, outside the window, the template with its variables; else leave it to CS."""
    contact = letter.contact or _contact_of(session, letter)
    phone = (contact and contact.phone_e164) or (letter.customer.phone_e164 if letter.customer else None)
    phone = phone or (letter.user.phone_e164 if letter.user else None)
    row["contact_id"] = contact.id if contact else None
    row["address"] = (contact and contact.wa_id) or (phone or "").lstrip("+") or (contact and contact.bsuid) or ""
    if contact and contact.bsuid and row["address"] == contact.bsuid:
        row["payload"]["bsuid"] = contact.bsuid
    if not row["address"]:
        row["status"] = DeliveryStatus.NO_ADDRESS
    elif contact and contact.stopped_at and letter.template in NOT_ESSENTIAL:
        row |= {"status": DeliveryStatus.CANCELLED, "error_code": "stopped"}
    else:
        _choose_form(session, row, letter, is_open=contact is not None and contact.window_is_open(now))
    return row


def _choose_form(session: Session, row: dict[str, Any], letter: Letter, *, is_open: bool) -> None:
    template = session.scalars(
        select(WhatsAppTemplate).where(WhatsAppTemplate.kind == letter.template, WhatsAppTemplate.active)
    ).one_or_none()
    filled = _filled(template, letter, row["payload"].get("link")) if template else None
    if is_open and filled:
        row["payload"]["fallback"] = filled  # Meta may find the window closed when we still thought it open
    elif not is_open and filled:
        row["payload"]["template"] = filled
    elif not is_open:
        row |= {"status": DeliveryStatus.BY_HAND, "error_code": "no_template"}


def _contact_of(session: Session, letter: Letter) -> WhatsAppContact | None:
    if letter.customer is None:
        return _contact_of_user(session, letter)
    same = [WhatsAppContact.customer_id == letter.customer.id]
    if letter.customer.phone_e164:
        same.append(WhatsAppContact.phone_e164 == letter.customer.phone_e164)
    newest = WhatsAppContact.last_inbound_at.desc().nulls_last()
    return session.scalars(select(WhatsAppContact).where(or_(*same)).order_by(newest).limit(1)).one_or_none()


def _contact_of_user(session: Session, letter: Letter) -> WhatsAppContact | None:
    if letter.user is None or not letter.user.phone_e164:
        return None
    theirs = select(WhatsAppContact).where(WhatsAppContact.phone_e164 == letter.user.phone_e164)
    return session.scalars(theirs.order_by(WhatsAppContact.last_inbound_at.desc().nulls_last()).limit(1)).one_or_none()


def _filled(template: WhatsAppTemplate, letter: Letter, link: str | None) -> dict[str, Any]:
    """Template variables may hold no newline, tab or run of spaces (Meta refuses them)."""
    names = [name.strip() for name in template.variables.split(",") if name.strip()]
    values = [" ".join(str(_fact(letter.facts, name)).split()) or "-" for name in names]
    suffix = link.rsplit("/", 1)[-1] if link and template.link_button else None
    return {"name": template.name, "language": template.language, "values": values, "url_suffix": suffix}


def _fact(facts: dict[str, Any], path: str) -> Any:
    """`visit.number` → facts["visit"].number."""
    first, *rest = path.split(".")
    value = facts.get(first, "")
    for name in rest:
        value = getattr(value, name, "")
    return value
