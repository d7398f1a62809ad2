"""Decide that a bug could not be reproduced."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decisions.decision import decision
from workflows.bugs.events import BugNotReproduced
from workflows.outbox_events import emit
from workflows.transitions import transition


def cannot_reproduce(session: Session, *, bug_id: int, reason: str, actor: User, now: datetime) -> BugReport:
    """The reporter reads what was tried and may add what is missing."""
    facts = decision(actor, now, reason=reason)
    bug = transition(session, BUG_FLOW, bug_id, "cannot_reproduce", actor=actor, now=now, **facts)
    emit(session, BugNotReproduced(bug_id=bug.id, reason=reason), now=now)
    return bug
