"""When a clock runs out, warns, and what counts as a breach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.models.support.clocks import BreachCause
from app.policies.service_levels.working_time import Pause, WorkingTime, due_after

WARNING_SHARE = 0.75  # of the target's working time


@dataclass(frozen=True, slots=True)
class Running:
    """The due time of a running clock, and when to warn; both None while it is paused or nothing comes within reach."""

    due_at: datetime | None
    warn_at: datetime | None


def run(calendar: WorkingTime, started_at: datetime, target_s: int, pauses: Sequence[Pause]) -> Running:
    """Always from the start with every pause: adding the wall time of a pause is wrong over a weekend."""
    return Running(
        due_after(calendar, started_at, target_s, pauses),
        due_after(calendar, started_at, target_s * WARNING_SHARE, pauses),
    )


def breach_at(
    due_at: datetime | None, now: datetime, *, retargeted: bool = False
) -> tuple[datetime, BreachCause] | None:
    """The breach of a clock that is not stopped: its due time, or `now` if a new target has only just put it there."""
    if due_at is None or now < due_at:
        return None
    return (now, BreachCause.PRIORITY) if retargeted and due_at < now else (due_at, BreachCause.TIME)
