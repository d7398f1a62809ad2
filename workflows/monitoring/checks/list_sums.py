"""What came of a check over time, from its sums of five minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.monitoring.check import CheckSum


@dataclass(frozen=True, slots=True)
class SumLine:
    """Looks within one step of time; `mean_ms` and `max_ms` None where nobody looked."""

    at: datetime
    ok: int = 0
    failed: int = 0
    mean_ms: float | None = None
    max_ms: int | None = None


def list_sums(
    session: Session, *, check_id: int, since: datetime, until: datetime, step: timedelta
) -> Sequence[SumLine]:
    """One line per step, also where nobody looked, oldest first. `since` stands on a step of five minutes or more."""
    slot = func.date_bin(step, CheckSum.at, since)
    looks = func.sum(CheckSum.ok + CheckSum.failed)
    kept = (
        select(slot, func.sum(CheckSum.ok), func.sum(CheckSum.failed), func.sum(CheckSum.ms_sum) / looks)
        .add_columns(func.max(CheckSum.ms_max))
        .where(CheckSum.check_id == check_id, CheckSum.at >= since, CheckSum.at < until)
        .group_by(slot)
    )
    found = {at: SumLine(at, ok, failed, float(mean), most) for at, ok, failed, mean, most in session.execute(kept)}
    steps = (since + place * step for place in range(-((since - until) // step)))
    return [found.get(at) or SumLine(at) for at in steps]
