"""Setting the mark on a report and on what it stands for."""

from datetime import datetime
from typing import Any

from sqlalchemy import column, table, update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.feedback.user_report import USER_REPORT_FLOW, UserReport
from workflows.transitions import note, require_role, transition


def set_mark(
    session: Session, *, report_id: int, step: str, handled_at: datetime | None, actor: User, now: datetime
) -> UserReport:
    """The source is written first, as its own verbs do: the two lines are always locked in the same order."""
    require_role(USER_REPORT_FLOW.transitions[step], actor)
    report = session.get(UserReport, report_id)
    if report is None:
        raise NotFound
    mark: dict[str, Any] = {"handled_at": handled_at, "handled_by_id": actor.id if handled_at else None}
    source = table(report.source, column("id"), column("handled_at"), column("handled_by_id"))
    is_other = source.c.handled_at.is_(None) if handled_at else source.c.handled_at.is_not(None)
    written = update(source).where(source.c.id == report.source_id, is_other).values(mark).returning(source.c.id)
    changed = session.scalar(written) is not None
    if not changed:  # somebody was faster: the transition below says so
        return transition(session, USER_REPORT_FLOW, report_id, step, actor=actor, now=now)
    note(session, report.source, report.source_id, step, actor=actor, now=now)
    note(session, "user_reports", report_id, step, actor=actor, now=now)
    session.refresh(report)
    return report
