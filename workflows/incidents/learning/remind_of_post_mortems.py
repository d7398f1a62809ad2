"""Remind that a post-mortem is due."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.incident import PostMortem
from app.policies.company_time import company_today
from workflows.incidents.events import PostMortemDue
from workflows.outbox_events import emit

AHEAD = timedelta(days=1)
REMIND_EVERY = timedelta(days=2)


def remind_of_post_mortems(session: Session, *, now: datetime) -> int:
    """From the day before it is due, every second day until it is written; how many."""
    today = company_today(session, now)
    due = select(PostMortem).where(
        PostMortem.published_at.is_(None),
        PostMortem.due_date <= today + AHEAD,
        (PostMortem.reminded_at.is_(None)) | (PostMortem.reminded_at <= now - REMIND_EVERY),
    )
    found = session.scalars(due.order_by(PostMortem.id).with_for_update(skip_locked=True)).all()
    for one in found:
        one.reminded_at = now
        emit(session, PostMortemDue(incident_id=one.incident_id), now=now)
    return len(found)
