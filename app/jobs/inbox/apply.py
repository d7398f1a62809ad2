"""Applying what providers told us: one event, one transaction, in the order of arrival."""

import time
from datetime import datetime, timedelta

import structlog
from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction, unit_of_work
from app.jobs.inbox.handlers import RECEIVERS, Ignored, NotApplied, ignore
from app.jobs.outbox.wake_up import begin_sweep, wake_again
from app.models.messaging.inbox import INBOX_FLOW, InboxEvent, InboxStatus
from workflows.transitions import transition, transition_unaudited

THIS = "app.jobs.inbox.apply.apply_inbox"
LONGEST_RUN = 2.0  # seconds; then whoever waits in the same queue gets a turn
MOST_TRIES = 6

log = structlog.get_logger()


def apply_inbox() -> None:
    """RQ job: apply what is due."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    begin_sweep(app, THIS)
    end = time.monotonic() + LONGEST_RUN
    while apply_next():
        if time.monotonic() > end:
            wake_again(app, THIS)
            return


def apply_next() -> bool:
    """Apply the oldest due event; False when there is none. A lost race is run again at once, a failure later."""
    taken: list[int] = []

    def work(session: Session) -> bool:
        now = utc_now()
        event = _next(session, now)
        if event is None:
            return False
        taken[:] = [event.id]
        _apply(session, event, now)
        return True

    try:
        return unit_of_work(work)
    except Exception as problem:
        if not taken:
            raise
        _put_back(taken[0], problem)
        return True


def _next(session: Session, now: datetime) -> InboxEvent | None:
    due = select(InboxEvent).where(InboxEvent.status == InboxStatus.RECEIVED, InboxEvent.due_at <= now)
    ordered = due.order_by(InboxEvent.due_at, InboxEvent.id).limit(1).with_for_update(skip_locked=True)
    return session.scalars(ordered.execution_options(populate_existing=True)).one_or_none()


def _apply(session: Session, event: InboxEvent, now: datetime) -> None:
    receiver = RECEIVERS.get((event.provider, event.kind), ignore)
    try:
        with session.begin_nested():
            kept = receiver(session, event, now)
    except Ignored as why:
        kept = NotApplied(str(why))
    if kept is None:
        transition_unaudited(session, INBOX_FLOW, event.id, "apply", applied_at=now, error="")
    elif kept.held:
        transition(session, INBOX_FLOW, event.id, "give_up", actor=None, now=now, error=kept.why)
    else:
        transition_unaudited(session, INBOX_FLOW, event.id, "ignore", applied_at=now, error=kept.why)


def _put_back(event_id: int, problem: Exception) -> None:
    """Later again, then FAILED in sight; unless another worker has applied it meanwhile."""
    log.error("inbox.failed", event_id=event_id, error=type(problem).__name__, exc_info=problem)
    with transaction() as session:
        event = session.get_one(InboxEvent, event_id, with_for_update=True, populate_existing=True)
        if event.status != InboxStatus.RECEIVED:
            return
        now = utc_now()
        event.tries += 1
        event.error = f"{type(problem).__name__}: {problem}".replace("\x00", "")[:1000]
        event.due_at = now + timedelta(seconds=2**event.tries)
        if event.tries >= MOST_TRIES:
            transition(session, INBOX_FLOW, event.id, "give_up", actor=None, now=now)
