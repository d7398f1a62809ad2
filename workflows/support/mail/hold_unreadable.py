"""Hold a mail that nothing can be made of."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.support.mail.mail import MailState, SupportMail


def hold_unreadable(session: Session, *, event_id: int, raw_file_id: int | None, now: datetime) -> SupportMail:
    """A mail that nothing can be made of: kept, counted, shown."""
    row = session.scalars(select(SupportMail).where(SupportMail.event_id == event_id)).one_or_none()
    row = row or SupportMail(event_id=event_id, raw_file_id=raw_file_id, created_at=now)
    row.state, row.reason = MailState.HELD, str(N_("Surel tidak terbaca."))
    session.add(row)
    session.flush()
    return row
