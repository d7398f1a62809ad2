"""Decide whether a bug is the team's own business."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decisions.priority import locked_bug
from workflows.transitions import transition

INTERNAL = "INTERNAL"


def set_visibility(session: Session, *, bug_id: int, visibility: str, actor: User, now: datetime) -> BugReport:
    """`visibility`: INTERNAL or EXTERNAL. A member's report stays external: its reporter follows it."""
    internal = visibility == INTERNAL
    reporter = locked_bug(session, bug_id).reporter
    if internal and reporter is not None and reporter.role == Role.MEMBER:
        raise Invalid(N_("Laporan ini dari anggota, jadi tetap eksternal."), field="visibility")
    return transition(session, BUG_FLOW, bug_id, "set_visibility", actor=actor, now=now, internal=internal)
