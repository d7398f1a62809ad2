"""The owner of an address says that they want the monthly report."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.support.monthly import ReportRecipient
from workflows.transitions import note


def confirm_recipient(session: Session, *, recipient_id: int, email: str, now: datetime) -> int:
    """Of the address that was asked, and unless the desk has taken it off meanwhile."""
    asked = update(ReportRecipient).where(
        ReportRecipient.id == recipient_id, ReportRecipient.email == email, ReportRecipient.stopped_at.is_(None)
    )
    found = session.scalar(asked.values(confirmed_at=now).returning(ReportRecipient.id).execution_options(noted=True))
    if found is None:
        raise NotAvailable(N_("Alamat ini tidak menunggu konfirmasi lagi."))
    note(session, ReportRecipient.__tablename__, recipient_id, "email_confirmed", actor=None, now=now)
    return int(found)
