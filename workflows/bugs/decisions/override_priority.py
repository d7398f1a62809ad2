"""Set a bug's priority by hand."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW, BY_TABLE
from app.models.visits.visit import Priority
from app.policies.priority import priority_of
from workflows.bugs.decisions.priority import locked_bug
from workflows.transitions import note, transition


def override_priority(
    session: Session, *, bug_id: int, priority: str, reason: str, actor: User, now: datetime
) -> BugReport:
    """A person's word stands whatever the table says later; `AUTO` gives it back to the table."""
    bug = locked_bug(session, bug_id)
    chosen = None if priority == BY_TABLE else Priority(priority)
    if chosen is None:
        note(session, "bug_reports", bug_id, "priority_by_table", actor=actor, now=now, reason=reason)
    return transition(
        session,
        BUG_FLOW,
        bug_id,
        "override_priority",
        actor=actor,
        now=now,
        priority=chosen or priority_of(bug.impact, bug.frequency, bug.reports),
        priority_override=chosen,
        priority_reason=reason if chosen else None,
        priority_by_id=actor.id if chosen else None,
    )
