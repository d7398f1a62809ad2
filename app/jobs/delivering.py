"""Second half of the relay: lease letters of one channel, send them with no transaction open, note the result."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, make_transient

from app.core.clock import utc_now
from app.core.db import transaction
from app.jobs.channels import Send
from app.models.outbox import Channel, Delivery, DeliveryStatus
from integrations.outcome import ChannelDown, DeliveryProblem, Refused, TryLater

BATCH = 200
LEASE = timedelta(seconds=90)  # longer than the slowest answer we wait for, retries of the lease included
LONGEST_PAUSE = 60.0  # seconds: a backlog is gone within two minutes of the provider's recovery
GIVE_UP_AFTER = timedelta(hours=6)
RECORD_EVERY = 25  # results written at once; what a kill loses of them is sent again

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one letter, as the columns to write."""

    delivery_id: int
    columns: dict[str, Any]


def deliver_due(channel: Channel, send: Send | None, *, threads: int) -> int:
    """Send one batch of due letters of this channel; how many were due."""
    letters = _lease(channel)
    if not letters:
        return 0
    if send is None:
        _record([Result(letter.id, {"status": DeliveryStatus.SANDBOX}) for letter in letters])
        return len(letters)
    with ThreadPoolExecutor(min(threads, len(letters)), thread_name_prefix=channel.lower()) as pool:
        waiting = [pool.submit(_send_one, send, letter) for letter in letters]
        done: list[Result] = []
        for future in as_completed(waiting):
            done.append(future.result())
            if len(done) >= RECORD_EVERY:
                _record(done)
                done = []
        _record(done)
    return len(letters)


def _lease(channel: Channel) -> Sequence[Delivery]:
    """Take a batch by pushing its due time ahead: if we die, the letters are due again after the lease."""
    now = utc_now()
    due = (
        select(Delivery.id)
        .where(Delivery.channel == channel, Delivery.status == DeliveryStatus.QUEUED, Delivery.due_at <= now)
        .order_by(Delivery.due_at, Delivery.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    lease = update(Delivery).where(Delivery.id == due.c.id).values(due_at=now + LEASE, tries=Delivery.tries + 1)
    with transaction() as session:
        letters = session.scalars(lease.returning(Delivery).execution_options(synchronize_session=False)).all()
        _detach(session, letters)
    return sorted(letters, key=lambda letter: letter.id)


def _detach(session: Session, letters: Sequence[Delivery]) -> None:
    """The sending threads read plain values and never touch the session."""
    for letter in letters:
        session.expunge(letter)
        make_transient(letter)


def _send_one(send: Send, letter: Delivery) -> Result:
    try:
        provider_id = send(letter)
    except TryLater as problem:
        return _later(letter, problem, problem.retry_after)
    except ChannelDown as problem:
        log.exception("channel.down", channel=letter.channel, code=problem.code)
        return _later(letter, problem, LONGEST_PAUSE)
    except Refused as problem:
        return _parked(letter, problem.code, problem.detail)
    except DeliveryProblem as problem:
        return _later(letter, problem, None)
    except Exception as problem:
        log.exception("delivery.broken", delivery_id=letter.id)
        return _parked(letter, "broken", f"{type(problem).__name__}: {problem}")
    return Result(
        letter.id,
        {
            "status": DeliveryStatus.SENT,
            "provider_id": provider_id,
            "sent_at": utc_now(),
            "error_code": "",
            "error_detail": "",
        },
    )


def _later(letter: Delivery, problem: DeliveryProblem, retry_after: float | None) -> Result:
    now = utc_now()
    if now - letter.created_at > GIVE_UP_AFTER:
        return _parked(letter, problem.code, problem.detail)
    return Result(
        letter.id,
        {
            "due_at": now + _pause(letter.tries, retry_after),
            "error_code": problem.code,
            "error_detail": problem.detail[:1000],
        },
    )


def _pause(tries: int, retry_after: float | None) -> timedelta:
    seconds = retry_after if retry_after is not None else min(2.0 ** min(tries, 6), LONGEST_PAUSE)
    return timedelta(seconds=seconds * random.uniform(1.0, 1.25))  # noqa: S311  jitter, not a secret


def _parked(letter: Delivery, code: str, detail: str) -> Result:
    return Result(letter.id, {"status": DeliveryStatus.PARKED, "error_code": code[:60], "error_detail": detail[:1000]})


def _record(results: Sequence[Result]) -> None:
    """Never downgrades: a webhook may have said `delivered` before our own answer was written."""
    by_shape: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for result in results:
        row = {"row_id": result.delivery_id, **{f"set_{name}": value for name, value in result.columns.items()}}
        by_shape.setdefault(tuple(result.columns), []).append(row)
    with transaction() as session:
        for names, rows in by_shape.items():
            change = (
                update(Delivery)
                .where(Delivery.id == bindparam("row_id"), Delivery.status == DeliveryStatus.QUEUED)
                .values({name: bindparam(f"set_{name}") for name in names})
                .execution_options(synchronize_session=False)
            )
            session.connection().execute(change, rows)
