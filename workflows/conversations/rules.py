"""Who may work on a conversation."""

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.models.accounts.user import DESK, User
from app.models.messaging.contact import WhatsAppContact


def get_contact(session: Session, contact_id: int, actor: User) -> WhatsAppContact:
    if actor.role not in DESK:
        raise NotAllowed
    contact = session.get(WhatsAppContact, contact_id, with_for_update=True, populate_existing=True)
    if contact is None:
        raise NotFound
    return contact
