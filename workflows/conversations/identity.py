"""Who is writing: known by a business-scoped id, else by the number Meta vouches for; a typed number is no key."""

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.phones import to_e164
from app.models.messaging.contact import ContactIdentity, WhatsAppContact
from app.models.messaging.inbound_file import InboundFile
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import Delivery


def phone_of(wa_id: str | None) -> str | None:
    """Meta's digits as E.164, where they are a telephone number."""
    if not wa_id or not (wa_id.isascii() and wa_id.isdecimal()):
        return None
    try:
        return to_e164(f"+{wa_id}")
    except Invalid:
        return None


def note_inbound(contact: WhatsAppContact, *, sent_at: datetime | None, now: datetime) -> None:
    """Open the 24-hour window; an old message that arrives late does not close it earlier."""
    received_at = min(sent_at or now, now)
    contact.last_inbound_at = max(contact.last_inbound_at or received_at, received_at)


def is_same_person(session: Session, wa_id: str | None, bsuid: str | None) -> list[WhatsAppContact]:
    """Best match first."""
    ways = []
    if bsuid:
        ways.append(WhatsAppContact.bsuid == bsuid)
    if wa_id:
        ways.append(WhatsAppContact.wa_id == wa_id)
    found = select(WhatsAppContact).where(or_(*ways)).order_by(WhatsAppContact.id).with_for_update()
    rows = session.scalars(found.execution_options(populate_existing=True)).all()
    return sorted(rows, key=lambda row: (row.bsuid != bsuid or bsuid is None, row.wa_id != wa_id, row.id))


def merge_contacts(session: Session, same: list[WhatsAppContact]) -> WhatsAppContact:
    kept, *others = same
    for other in others:
        for table in (InboxEvent, Delivery, InboundFile):
            session.execute(update(table).where(table.contact_id == other.id).values(contact_id=kept.id))
        session.execute(
            update(ContactIdentity).where(ContactIdentity.contact_id == other.id).values(contact_id=kept.id)
        )
        for name in ("customer_id", "phone_e164", "wants_person_at", "stopped_at"):
            if getattr(kept, name) is None:
                setattr(kept, name, getattr(other, name))
        kept.draft = kept.draft or other.draft
        received_at = [at for at in (kept.last_inbound_at, other.last_inbound_at) if at]
        kept.last_inbound_at = max(received_at, default=None)
        wa_id, bsuid = other.wa_id, other.bsuid
        session.delete(other)
        session.flush()
        for kind, value in (("wa_id", wa_id), ("bsuid", bsuid)):
            if value and getattr(kept, kind) is None:
                setattr(kept, kind, value)
            elif value:
                session.add(
                    ContactIdentity(contact_id=kept.id, kind=kind, old_value=value, new_value=getattr(kept, kind))
                )
        session.flush()
    return kept


def note_identity_change(session: Session, contact: WhatsAppContact, kind: str, value: str | None) -> None:
    known = getattr(contact, kind)
    if value is None or value == known:
        return
    if known is not None:
        session.add(ContactIdentity(contact_id=contact.id, kind=kind, old_value=known, new_value=value))
    setattr(contact, kind, value)
    if kind == "wa_id":
        contact.phone_e164 = phone_of(value) or contact.phone_e164
