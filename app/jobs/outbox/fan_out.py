"""First half of the relay: turn each due event into messages, one Delivery row per recipient and channel."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.jobs.outbox.delivery_rows import write_deliveries
from app.jobs.outbox.messages import MESSAGE_BUILDERS
from app.models.company import Company
from app.models.messaging.outbox import OUTBOX_EVENT_FLOW, OutboxMessage, OutboxStatus
from workflows.transitions import transition, transition_many_unaudited

BATCH = 100
MOST_TRIES = 8
NEWER_WAITS = timedelta(days=1)
INVITATION = "visit.opened"
log = structlog.get_logger()


def fan_out_due() -> int:
    """Address up to a batch of due messages in one transaction; how many there were.

    Whoever won, waits or is needed is told first; then invitations, one visit at a time, because each looks at how
    many are unsent. One that cannot be addressed must not hold up the others: then each gets a transaction of its own.
    """
    return _fan_out(OutboxMessage.kind != INVITATION, BATCH) or _fan_out(OutboxMessage.kind == INVITATION, 1)


def _fan_out(which: ColumnElement[bool], size: int) -> int:
    now = utc_now()
    try:
        with transaction() as session:
            return _address(session, _due(session, now, size, which), now)
    except Exception as problem:  # noqa: BLE001  whatever it is, it concerns one of them
        log.warning("outbox.batch_failed", error=type(problem).__name__)
    done = 0
    while done < size and _fan_out_one(which):
        done += 1
    return done


def _fan_out_one(which: ColumnElement[bool]) -> bool:
    """Address the oldest due message, or put it back; False when there is none."""
    now = utc_now()
    message_id = None
    try:
        with transaction() as session:
            found = _due(session, now, 1, which)
            message_id = found[0].id if found else None
            _address(session, found, now)
    except Exception as problem:
        if message_id is None:
            raise
        _put_back(message_id, problem)
    return message_id is not None


def _due(session: Session, now: datetime, size: int, which: ColumnElement[bool]) -> Sequence[OutboxMessage]:
    """What only a newer release knows waits a day for its worker; then it is tried, fails and is parked in sight.

    Triggers and pages of the next version come before its workers.
    """
    waiting = OutboxMessage.status == OutboxStatus.WAITING
    known = OutboxMessage.kind.in_(MESSAGE_BUILDERS) | (OutboxMessage.created_at < now - NEWER_WAITS)
    due = select(OutboxMessage).where(waiting, OutboxMessage.due_at <= now, known, which)
    ordered = due.order_by(OutboxMessage.due_at, OutboxMessage.id).limit(size).with_for_update(skip_locked=True)
    return session.scalars(ordered.execution_options(populate_existing=True)).all()


def _address(session: Session, messages: Sequence[OutboxMessage], now: datetime) -> int:
    if not messages:
        return 0
    _company = session.get(Company, 1)  # nearly every message names it: held here, it is read once for all of them
    deliveries = [
        (message, delivery) for message in messages for delivery in MESSAGE_BUILDERS[message.kind](session, message)
    ]
    write_deliveries(session, deliveries, now)
    # whoever moved the due time has more to say then
    theirs = [message.id for message in messages if message.due_at <= now]
    transition_many_unaudited(session, OUTBOX_EVENT_FLOW, theirs, "address", error="")
    return len(messages)


def _put_back(message_id: int, problem: Exception) -> None:
    log.error("outbox.address_failed", message_id=message_id, exc_info=problem)
    with transaction() as session:
        now = utc_now()
        message = session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
        if message.status != OutboxStatus.WAITING:
            return
        message.tries += 1
        message.error = f"{type(problem).__name__}: {problem}".replace("\x00", "")[:1000]
        message.due_at = now + timedelta(seconds=min(5 * 2**message.tries, 600) * random.uniform(0.8, 1.2))  # noqa: S311
        if message.tries >= MOST_TRIES:
            transition(session, OUTBOX_EVENT_FLOW, message.id, "park", actor=None, now=now)
