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
from workflows.bugs.decisions.reward import reward_all
from workflows.bugs.events import BugFixed
from workflows.bugs.history import list_duplicates
from workflows.bugs.thread.tell_anonymous import tell_anonymous
from workflows.outbox_events import emit
from workflows.transitions import transition


def fix_bug(session: Session, *, bug_id: int, version: str, actor: User, now: datetime) -> BugReport:
    """Everyone concerned is told the version; EXP goes out in the same transaction."""
    if not version.strip():
        raise Invalid(N_("Tulis di versi mana bug ini diperbaiki."), field="version")
    facts: dict[str, Any] = {**decision(actor, now), "fixed_at": now, "fixed_version": version.strip()}
    bug = transition(session, BUG_FLOW, bug_id, "fix", actor=actor, now=now, **facts)
    reward_all(session, bug=bug, actor=actor, now=now)
    reports = [bug, *list_duplicates(session, bug_id=bug.id)]
    tell_anonymous(session, reports=reports, version=version.strip(), actor=actor, now=now)
    emit(session, BugFixed(bug_id=bug.id), now=now)
    return bug
