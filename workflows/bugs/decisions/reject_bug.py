"""Turn a report down: it is no bug, or none of ours."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decisions.decision import decision
from workflows.bugs.events import BugRejected
from workflows.outbox_events import emit
from workflows.transitions import transition


def reject_bug(session: Session, *, bug_id: int, reason: str, actor: User, now: datetime) -> BugReport:
    """The reporter reads why."""
    bug = transition(session, BUG_FLOW, bug_id, "reject", actor=actor, now=now, **decision(actor, now, reason=reason))
    emit(session, BugRejected(bug_id=bug.id, reason=reason), now=now)
    return bug
