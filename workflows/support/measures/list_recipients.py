"""Who gets the monthly report besides managers and administrators."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User, UserStatus
from app.models.support.monthly import ReportRecipient


def list_recipients(session: Session, *, besides: Sequence[User]) -> Sequence[ReportRecipient]:
    """Confirmed and not stopped; nobody twice who gets it as a manager or administrator."""
    staff = [one.email.lower() for one in besides if one.email and one.status == UserStatus.ACTIVE]
    wanted = select(ReportRecipient).where(
        ReportRecipient.confirmed_at.is_not(None),
        ReportRecipient.stopped_at.is_(None),
        func.lower(ReportRecipient.email).not_in(staff),
    )
    return session.scalars(wanted.order_by(ReportRecipient.id)).all()
