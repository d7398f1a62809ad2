"""Reproduced, or not."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.bug import BugReport
from app.models.bug_flow import BUG_FLOW
from app.models.user import User
from workflows.bugs.deciding import decision
from workflows.bugs.messages import BugConfirmed, BugNotReproduced
from workflows.moves import move
from workflows.promises import promise


def confirm_bug(session: Session, *, bug_id: int, reproduction: str, actor: User, now: datetime) -> BugReport:
    """Somebody saw it happen: by whom, when and how is kept."""
    bug = move(
        session,
        BUG_FLOW,
        bug_id,
        "confirm",
        actor=actor,
        now=now,
        confirmed_at=now,
        confirmed_by_id=actor.id,
        reproduction=reproduction,
        decided_at=None,
        decided_by_id=None,
        decision_reason=None,
    )
    promise(session, BugConfirmed(bug_id=bug.id), now=now)
    return bug


def cannot_reproduce(session: Session, *, bug_id: int, reason: str, actor: User, now: datetime) -> BugReport:
    """The reporter reads what was tried and may add what is missing."""
    facts = decision(actor, now, reason=reason)
    bug = move(session, BUG_FLOW, bug_id, "cannot_reproduce", actor=actor, now=now, **facts)
    promise(session, BugNotReproduced(bug_id=bug.id, reason=reason), now=now)
    return bug
