"""Claim the checks that are due: each is given to one worker at a time, by a lease."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from app.models.monitoring.check import Check, CheckKind, CheckRun, CheckState

BATCH = 50
LEASE_EXTRA = 30  # seconds beyond the timeout after which a killed worker's check is due again


@dataclass(frozen=True, slots=True)
class DueCheck:
    """What a probe needs to know, apart from the session."""

    id: int
    kind: CheckKind
    target: str
    options: dict[str, Any]
    timeout_seconds: int


def claim_due_checks(session: Session, *, now: datetime) -> list[DueCheck]:
    """Lease what is due; the next start is an interval ahead, moved a little so that they do not all start together."""
    free = or_(CheckRun.leased_until.is_(None), CheckRun.leased_until <= now)
    due = (
        select(CheckRun.check_id)
        .join(Check)
        .where(CheckRun.due_at <= now, free, Check.status != CheckState.PAUSED, Check.kind != CheckKind.HEARTBEAT)
        .order_by(CheckRun.due_at)
        .limit(BATCH)
        .with_for_update(of=CheckRun, skip_locked=True)
    )
    found = list(session.scalars(due))
    checks = session.scalars(select(Check).where(Check.id.in_(found)).order_by(Check.id)).all()
    for check in checks:
        lease = now + timedelta(seconds=check.timeout_seconds + LEASE_EXTRA)
        following = now + timedelta(seconds=check.interval_seconds)
        moved = func.make_interval(0, 0, 0, 0, 0, 0, check.interval_seconds * 0.1 * (func.random() - 0.5))
        session.execute(
            update(CheckRun).where(CheckRun.check_id == check.id).values(leased_until=lease, due_at=following + moved)
        )
    return [DueCheck(one.id, one.kind, one.target, one.options, one.timeout_seconds) for one in checks]
