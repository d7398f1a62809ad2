"""Confirm that a bug was reproduced."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decisions.decision import seen_by
from workflows.bugs.events import BugConfirmed
from workflows.outbox_events import emit
from workflows.transitions import transition


def confirm_bug(session: Session, *, bug_id: int, reproduction: str, actor: User, now: datetime) -> BugReport:
    """Somebody saw it happen: by whom, when and how is kept."""
    bug = transition(
        session,
        BUG_FLOW,
        bug_id,
        "confirm",
        actor=actor,
        now=now,
        **seen_by(actor),
        confirmed_at=now,
        confirmed_by_id=actor.id,
        reproduction=reproduction,
        decided_at=None,
        decided_by_id=None,
        decision_reason=None,
    )
    emit(session, BugConfirmed(bug_id=bug.id), now=now)
    return bug
