"""Remind that emergency contacts have not been verified for a while."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.on_call.schedule import EmergencyContact
from workflows.on_call.events import ContactsDue
from workflows.outbox_events import emit

VERIFIED_FOR = timedelta(days=90)
REMIND_EVERY = timedelta(days=7)


def remind_of_contacts(session: Session, *, now: datetime) -> int:
    """One message a week that names all of them; how many are due."""
    last = func.coalesce(EmergencyContact.verified_at, EmergencyContact.created_at)
    due = select(EmergencyContact).where(last <= now - VERIFIED_FOR).order_by(EmergencyContact.id)
    found = session.scalars(due.with_for_update(skip_locked=True)).all()
    if any(one.reminded_at is None or one.reminded_at <= now - REMIND_EVERY for one in found):
        for one in found:
            one.reminded_at = now
        emit(session, ContactsDue(contact_ids=[one.id for one in found]), now=now)
    return len(found)
