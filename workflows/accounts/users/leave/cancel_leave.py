"""Cancel leave."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.errors import NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import Leave, User
from app.policies.company_time import company_zone
from workflows.accounts.users.leave.leave_days import days_of
from workflows.accounts.users.rules import get_person
from workflows.transitions import note


def cancel_leave(session: Session, *, leave_id: int, actor: User, now: datetime) -> None:
    """Raises NotAvailable for leave that is over."""
    leave = session.get(Leave, leave_id)
    if leave is None:
        raise NotFound
    get_person(session, leave.user_id, actor=actor)
    zone = company_zone(session)
    if leave.last_date < local_day(now, zone):
        raise NotAvailable(N_("Cuti ini sudah lewat dan tidak dapat dibatalkan."))
    note(session, User.__tablename__, leave.user_id, "cancel_leave", actor=actor, now=now, **days_of(leave))
    session.delete(leave)
    session.flush()
