"""Say that what the reporter added has been read and needs no answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.priority import locked_bug
from workflows.transitions import transition


class OwnReport(DomainError):
    """Nobody marks what they added themselves."""

    code = "own_report"
    sentence = N_("Ini laporan Anda sendiri. Biarkan rekan lain yang membacanya.")


def mark_bug_read(session: Session, *, bug_id: int, actor: User, now: datetime) -> BugReport:
    """The report leaves the queue of additions."""
    if locked_bug(session, bug_id).reporter_id == actor.id:
        raise OwnReport
    return transition(session, BUG_FLOW, bug_id, "mark_read", actor=actor, now=now, unread_at=None)
