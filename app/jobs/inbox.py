"""Applying what providers told us: one event, one transaction, in the order of arrival."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.jobs.receivers import RECEIVERS, Ignored, ignore
from app.models.outbox import InboxEvent, InboxStatus

BATCH = 200
MOST_TRIES = 6

log = structlog.get_logger()


def apply_inbox() -> None:
    """RQ job: apply what is due."""
    for _ in range(BATCH):
        now = utc_now()
        event_id = None
        try:
            with transaction() as session:
                event = _next(session, now)
                if event is None:
                    return
                event_id = event.id
                _apply(session, event, now)
        except Exception as problem:
            if event_id is None:
                raise
            _put_back(event_id, problem)


def _next(session: Session, now: datetime) -> InboxEvent | None:
    due = select(InboxEvent).where(InboxEvent.status == InboxStatus.RECEIVED, InboxEvent.due_at <= now)
    return session.scalars(due.order_by(InboxEvent.id).limit(1).with_for_update(skip_locked=True)).one_or_none()


def _apply(session: Session, event: InboxEvent, now: datetime) -> None:
    receiver = RECEIVERS.get((event.provider, event.kind), ignore)
    try:
        with session.begin_nested():
            receiver(session, event, now)
        event.status = InboxStatus.APPLIED
    except Ignored as why:
        event.status = InboxStatus.IGNORED
        event.error = str(why)
    event.applied_at = now


def _put_back(event_id: int, problem: Exception) -> None:
    log.error("inbox.failed", event_id=event_id)
    with transaction() as session:
        event = session.get_one(InboxEvent, event_id)
        event.tries += 1
        event.error = f"{type(problem).__name__}: {problem}"[:1000]
        event.due_at = utc_now() + timedelta(seconds=2**event.tries)
        if event.tries >= MOST_TRIES:
            event.status = InboxStatus.FAILED
