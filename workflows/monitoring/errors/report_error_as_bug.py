"""Make a bug report of an error."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import Frequency, Impact
from app.models.monitoring.error_group import ERROR_FLOW, ErrorGroup
from workflows.bugs import report_bug
from workflows.transitions import transition

OFTEN = 10  # times seen


def report_error_as_bug(session: Session, *, error_id: int, actor: User, now: datetime) -> ErrorGroup:
    """Hidden from members; the bug holds what the error says."""
    error: ErrorGroup = transition(
        session, ERROR_FLOW, error_id, "to_bug", actor=actor, now=now, where=(ErrorGroup.bug_id.is_(None),)
    )
    bug = report_bug(
        session,
        title=f"{error.kind}: {error.message}"[:150],
        steps=error.route or error.part or error.place or error.kind,
        expected="",
        actual=f"{error.kind}: {error.message}\n{error.place}\n\n{error.trace}"[:10_000],
        environment=f"{error.part} {error.request_id}".strip(),
        version=error.release,
        impact=Impact.MAJOR,
        frequency=Frequency.OFTEN if error.count >= OFTEN else Frequency.SOMETIMES,
        reporter_id=None,
        attachments=[],
        actor=actor,
        now=now,
        internal=True,
    )
    error.bug_id = bug.id
    session.flush()
    return error
