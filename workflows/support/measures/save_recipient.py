"""Name an address that gets the monthly report."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.support.monthly import ReportRecipient
from workflows.accounts.users import shape_email
from workflows.outbox_events import emit
from workflows.support.events import ReportAddressAsked


def save_recipient(
    session: Session, record: ReportRecipient, *, name: str, email: str, locale: str, is_active: bool, now: datetime
) -> ReportRecipient:
    """A new address, another one, and one that had stopped are asked first."""
    email = shape_email(email)
    existing = select(ReportRecipient.id).where(ReportRecipient.email == email, ReportRecipient.id != (record.id or 0))
    with session.no_autoflush:
        if session.scalar(existing) is not None:
            raise Invalid(N_("Alamat ini sudah ada."), field="email")
    asks = is_active and (record.email != email or record.stopped_at is not None or not record.id)
    record.name, record.email, record.locale = clear_line(name), email, locale
    record.stopped_at = None if is_active else (record.stopped_at or now)
    if asks:
        record.confirmed_at = None
    session.add(record)
    session.flush()
    if asks:
        emit(session, ReportAddressAsked(recipient_id=record.id), now=now)
    return record
