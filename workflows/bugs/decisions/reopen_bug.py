"""It was not the end of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugEntryKind, BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from workflows.bugs.decisions.decision import UNDECIDED
from workflows.bugs.decisions.priority import locked_bug, recount
from workflows.bugs.decisions.reward import DUPLICATE, SOURCE
from workflows.bugs.thread.entries import write_entry
from workflows.exp import reverse_award
from workflows.transitions import transition


def reopen_bug(session: Session, *, bug_id: int, reason: str, actor: User, now: datetime) -> BugReport:
    """Back to new. A duplicate stands on its own again and its share is taken back; a bug once fixed keeps its EXP."""
    first_id = locked_bug(session, bug_id).duplicate_of_id
    bug = put_back(session, bug_id=bug_id, reason=reason, actor=actor, now=now)
    if first_id is not None:
        # the reporter reads the ledger's line, not the reason: that is a note for colleagues
        ledger = f"{bug.number}: {bug.title}"
        reverse_award(session, source=(SOURCE, bug_id), rule=DUPLICATE, reason=ledger, actor=actor, now=now)
        recount(session, bug_id=first_id, now=now)
    return bug


def put_back(session: Session, *, bug_id: int, reason: str, actor: User | None, now: datetime) -> BugReport:
    """To new, with the reason as a note for colleagues; where no person did it, in the audit log."""
    values = {} if actor else {"reason": ["", reason]}
    bug: BugReport = transition(session, BUG_FLOW, bug_id, "reopen", actor=actor, now=now, details=values, **UNDECIDED)
    if actor is not None:
        write_entry(session, bug_id=bug_id, kind=BugEntryKind.NOTE, text=reason, author=actor, now=now)
    return bug
