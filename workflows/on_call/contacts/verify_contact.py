"""Verify a number of the emergency list."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.on_call.schedule import EmergencyContact
from workflows.transitions import note


def verify_contact(session: Session, *, contact_id: int, actor: User, now: datetime) -> EmergencyContact:
    """Somebody has called this number and it still holds."""
    contact = session.get(EmergencyContact, contact_id, with_for_update=True, populate_existing=True)
    if contact is None:
        raise NotFound
    contact.verified_at = now
    note(session, "emergency_contacts", contact.id, "verified", actor=actor, now=now)
    session.flush()
    return contact
