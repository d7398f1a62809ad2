"""When a job that pings us counts as down."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from croniter import croniter


@dataclass(frozen=True, slots=True)
class PingSchedule:
    """How often a ping is expected: every `period`, or at the times of `cron` in the job's own `zone`."""

    zone: tzinfo
    grace: timedelta
    period: timedelta | None = None
    cron: str = ""

    def next_after(self, moment: datetime) -> datetime:
        """When the next ping is expected, without grace; of a cron the wall clock of its zone counts."""
        if self.period is not None:
            return moment + self.period
        wall = moment.astimezone(self.zone).replace(tzinfo=None)
        expected: datetime = croniter(self.cron, wall).get_next(datetime)
        return expected.replace(tzinfo=self.zone).astimezone(moment.tzinfo)


def down_at(
    schedule: PingSchedule,
    *,
    last_ping_at: datetime | None,
    started_at: datetime | None = None,
    failed_at: datetime | None = None,
    expected_since: datetime | None = None,
) -> datetime | None:
    """None: nothing is expected yet. `started_at`: a run that has not ended; `failed_at`: the last run went wrong.

    `expected_since`: a job of ours must have a first success after it, so that one that never ran alarms, too.
    """
    if failed_at is not None and (last_ping_at is None or failed_at >= last_ping_at):
        return failed_at
    known = last_ping_at or expected_since
    moments = [schedule.next_after(known) + schedule.grace] if known else []
    if started_at is not None and (last_ping_at is None or started_at > last_ping_at):
        moments.append(started_at + schedule.grace)
    return min(moments, default=None)
