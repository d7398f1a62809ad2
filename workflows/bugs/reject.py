"""Turn a report down: it is no bug, or none of ours."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.bug import BugReport
from app.models.bug_flow import BUG_FLOW
from app.models.user import User
from workflows.bugs.deciding import decision
from workflows.bugs.messages import BugRejected
from workflows.moves import move
from workflows.promises import promise


def reject_bug(session: Session, *, bug_id: int, reason: str, actor: User, now: datetime) -> BugReport:
    """The reporter reads why."""
    bug = move(session, BUG_FLOW, bug_id, "reject", actor=actor, now=now, **decision(actor, now, reason=reason))
    promise(session, BugRejected(bug_id=bug.id, reason=reason), now=now)
    return bug
