"""Signs of life: written by whatever runs by itself, read by `/readyz?deep`, the homes of admins and `flask doctor`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.heartbeat import Heartbeat

WORKER, WAKE_UP_WORKER, SCHEDULER, STORAGE, RELAY = "worker", "wake_up_worker", "scheduler", "storage", "relay"
STEERER = "release_steerer"  # known only where systems elsewhere are steered
CONTROLLER = "release_controller"  # known only where rollouts are steered from the panel
WHATSAPP = "whatsapp"  # known only while Meta restricts the account, or has
# what every installation needs, with the seconds between heartbeats that are no fault
ALWAYS = {WORKER: 90, WAKE_UP_WORKER: 90, SCHEDULER: 90, RELAY: 90, STORAGE: 300}

STARTING = timedelta(seconds=60)  # after the scheduler's start: what stood still until then has not had its turn yet


class PartState(StrEnum):
    WELL = "ok"
    FAILING = "failing"  # its last run failed
    SILENT = "silent"
    NEVER = "never started"


@dataclass(frozen=True)
class PartReport:
    name: str
    state: PartState
    beat_at: datetime | None
    reason: str

    @property
    def is_well(self) -> bool:
        return self.state == PartState.WELL


def expect_parts(session: Session, allowed: Mapping[str, int], *, now: datetime) -> None:
    """From now on a missing heartbeat of these is a fault, also of one that never starts."""
    for name, seconds in allowed.items():
        fresh = {"name": name, "allowed_seconds": seconds, "expected_since": now}
        made = insert(Heartbeat).values(fresh)
        again = {"allowed_seconds": seconds} | ({"expected_since": now} if name == SCHEDULER else {})
        session.execute(made.on_conflict_do_update(index_elements=["name"], set_=again))


def write_heartbeat(session: Session, name: str, *, now: datetime, allowed_seconds: int | None = None) -> None:
    """Heartbeat of a part whose last run succeeded."""
    seconds = allowed_seconds or ALWAYS.get(name, 3600)
    made = insert(Heartbeat).values(name=name, allowed_seconds=seconds, expected_since=now, beat_at=now)
    fresh = {"beat_at": now, "failed_at": None, "reason": ""}
    session.execute(made.on_conflict_do_update(index_elements=["name"], set_=fresh))


def write_failure(
    session: Session, name: str, reason: str, *, now: datetime, allowed_seconds: int | None = None
) -> None:
    """This part's last run went wrong; its last good one stays known."""
    seconds = allowed_seconds or ALWAYS.get(name, 3600)
    values = {"failed_at": now, "reason": reason[:200]}
    made = insert(Heartbeat).values(name=name, allowed_seconds=seconds, expected_since=now, **values)
    session.execute(made.on_conflict_do_update(index_elements=["name"], set_=values))


def list_last_runs(session: Session) -> dict[str, datetime]:
    """By name: the last run that went well; of one that never did, since when it is expected."""
    return {beat.name: beat.beat_at or beat.expected_since for beat in session.scalars(select(Heartbeat))}


def list_parts(session: Session, *, now: datetime) -> list[PartReport]:
    """Every part with its state, the ones in trouble first."""
    known = {beat.name: beat for beat in session.scalars(select(Heartbeat))}
    started_at = known[SCHEDULER].expected_since if SCHEDULER in known else None
    starting = started_at is not None and now - started_at < STARTING
    reports = [_report(known[name], now, starting=starting and name != SCHEDULER) for name in sorted(known)]
    reports += [PartReport(name, PartState.NEVER, None, "") for name in ALWAYS if name not in known]
    return sorted(reports, key=lambda report: (report.is_well, report.name))


def _report(beat: Heartbeat, now: datetime, *, starting: bool) -> PartReport:
    quiet_since = beat.beat_at or beat.expected_since
    if now - quiet_since > timedelta(seconds=beat.allowed_seconds) and not starting:
        state = PartState.SILENT if beat.beat_at else PartState.NEVER
    else:
        state = PartState.FAILING if beat.failed_at else PartState.WELL
    return PartReport(beat.name, state, beat.beat_at, beat.reason)
