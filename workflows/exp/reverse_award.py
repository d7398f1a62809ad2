"""Take an award back by a counter-entry."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.exp import CORRECTION, ExpEntry
from workflows.exp.entry import lock_account, write_entry


def reverse_award(
    session: Session, *, source: tuple[str, int], rule: str, reason: str, actor: User | None, now: datetime
) -> ExpEntry | None:
    """Take back exactly what that award gave; None when nothing was given or it was taken back before."""
    if rule == CORRECTION:
        return None
    wanted = select(ExpEntry).where(
        ExpEntry.source_kind == source[0],
        ExpEntry.source_id == source[1],
        ExpEntry.rule == rule,
        ExpEntry.reverses_id.is_(None),
    )
    given = session.scalars(wanted).one_or_none()
    if given is None:
        return None
    lock_account(session, given.user_id)
    return write_entry(
        session,
        source=source,
        reason=reason,
        actor=actor,
        now=now,
        user_id=given.user_id,
        points=-given.points,
        rule=rule,
        reverses_id=given.id,
    )
