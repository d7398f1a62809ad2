"""End the answer of a ticket that waits to leave."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.scheduled import ScheduledAnswer, ScheduleEnd
from workflows.composing import read_drafts, store_draft
from workflows.transitions import note


def find_scheduled(session: Session, ticket_id: int) -> ScheduledAnswer | None:
    """The one that waits."""
    waiting = select(ScheduledAnswer).where(ScheduledAnswer.ticket_id == ticket_id, ScheduledAnswer.ended_at.is_(None))
    return session.scalars(waiting.with_for_update().execution_options(populate_existing=True)).one_or_none()


def end_schedule(session: Session, ticket_id: int, end: ScheduleEnd, *, now: datetime) -> ScheduledAnswer | None:
    """Its words become their writer's draft again, unless they have begun another one."""
    waiting = find_scheduled(session, ticket_id)
    if waiting is None:
        return None
    waiting.ended_at, waiting.end = now, end
    session.flush()
    own: dict[str, Any] = {"thing": "support_tickets", "thing_id": ticket_id, "user_id": waiting.author_id}
    if end == ScheduleEnd.CUSTOMER_WROTE and "ANSWER" not in read_drafts(session, **own):
        store_draft(session, **own, kind="ANSWER", text=waiting.text)
    if end != ScheduleEnd.SENT:
        note(session, "support_tickets", ticket_id, "schedule_ended", actor=None, now=now, end=end)
    return waiting
