"""The bug is gone: say in which version, reward who found it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decisions.decision import decision
from workflows.bugs.events import BugFixed
from workflows.bugs.released.linked import is_awaiting_release
from workflows.bugs.released.reward_fix import reward_fix
from workflows.outbox_events import emit
from workflows.transitions import transition


def fix_bug(session: Session, *, bug_id: int, version: str, actor: User, now: datetime) -> BugReport:
    """Everyone concerned is told the version and rewarded, at once or when the release it is linked to goes live."""
    if not version.strip():
        raise Invalid(N_("Tulis di versi mana bug ini diperbaiki."), field="version")
    facts: dict[str, Any] = {**decision(actor, now), "fixed_at": now, "fixed_version": version.strip()}
    bug = transition(session, BUG_FLOW, bug_id, "fix", actor=actor, now=now, **facts)
    if not is_awaiting_release(session, bug.id):
        reward_fix(session, bug=bug, now=now)
        emit(session, BugFixed(bug_id=bug.id), now=now)
    return bug
