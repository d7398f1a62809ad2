"""EXP for a fix that can be used, and an answer to who reported it without a name."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from workflows.bugs.decisions.reward import reward_all
from workflows.bugs.history import list_duplicates
from workflows.bugs.thread.notify_anonymous import notify_anonymous


def reward_fix(session: Session, *, bug: BugReport, now: datetime) -> None:
    """In the name of whoever decided that it is fixed; given again it changes nothing."""
    judge = session.get(User, bug.decided_by_id) if bug.decided_by_id else None
    reward_all(session, bug=bug, actor=judge, now=now)
    if judge is not None:
        reports = [bug, *list_duplicates(session, bug_id=bug.id)]
        notify_anonymous(session, reports=reports, version=bug.fixed_version or "", actor=judge, now=now)
