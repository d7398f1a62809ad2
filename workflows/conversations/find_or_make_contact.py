"""Find the contact of whoever writes, or make one."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from workflows.conversations.identity import is_same_person, merge_contacts, note_identity_change, phone_of


def find_or_make_contact(
    session: Session, *, wa_id: str | None, bsuid: str | None, profile_name: str = ""
) -> WhatsAppContact | None:
    """The contact, locked; records that turn out to be the same person become one. None: nobody can be told."""
    wa_id, bsuid = (wa_id or "")[:20] or None, (bsuid or "")[:80] or None
    if wa_id is None and bsuid is None:
        return None
    phone = phone_of(wa_id)
    same = is_same_person(session, wa_id, bsuid)
    if not same:
        row = insert(WhatsAppContact).values(wa_id=wa_id, bsuid=bsuid, phone_e164=phone, draft={})
        session.execute(row.on_conflict_do_nothing())
        same = is_same_person(session, wa_id, bsuid)
    contact = merge_contacts(session, same)
    note_identity_change(session, contact, "wa_id", wa_id)
    note_identity_change(session, contact, "bsuid", bsuid)
    contact.profile_name = profile_name[:200] or contact.profile_name
    session.flush()
    return contact
