"""Remind the owners of overdue work."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.incident import ActionItem
from app.policies.company_time import company_today
from workflows.incidents.events import ActionItemDue
from workflows.outbox_events import emit

REMIND_EVERY = timedelta(days=7)


def remind_of_action_items(session: Session, *, now: datetime) -> int:
    """A message a week to the owner of each overdue item; how many."""
    today = company_today(session, now)
    overdue = select(ActionItem).where(
        ActionItem.done_at.is_(None),
        ActionItem.due_date < today,
        (ActionItem.reminded_at.is_(None)) | (ActionItem.reminded_at <= now - REMIND_EVERY),
    )
    found = session.scalars(overdue.with_for_update(skip_locked=True)).all()
    for item in found:
        item.reminded_at = now
        emit(session, ActionItemDue(item_id=item.id), now=now, once=f"action:{item.id}:{today}")
    return len(found)
