"""A contact moved to another number or id."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.auto_reply.request_agent import request_agent
from workflows.conversations.find_or_make_contact import find_or_make_contact
from workflows.conversations.identity import is_same_person, merge_contacts, note_identity_change


def change_identity(
    session: Session,
    *,
    old_wa_id: str | None,
    old_bsuid: str | None,
    new_wa_id: str | None,
    new_bsuid: str | None,
    now: datetime,
) -> WhatsAppContact | None:
    """Meta says that a contact moved to another number or id; its history stays with it.

    The number in the customer's record stays until CS, who hears of it, changes it.
    """
    contact = find_or_make_contact(session, wa_id=old_wa_id, bsuid=old_bsuid)
    if contact is None:
        return None
    others = is_same_person(session, new_wa_id, new_bsuid) if new_wa_id or new_bsuid else []
    if any(other.id != contact.id for other in others):
        contact = merge_contacts(session, [contact, *(other for other in others if other.id != contact.id)])
    note_identity_change(session, contact, "wa_id", new_wa_id)
    note_identity_change(session, contact, "bsuid", new_bsuid)
    session.flush()
    if contact.customer is not None and contact.phone_e164 not in {None, contact.customer.phone_e164}:
        request_agent(session, contact, reason="moved", words=contact.phone_e164 or "", now=now)
    return contact
