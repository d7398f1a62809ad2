"""Scheduled jobs of the support desk."""

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.support import close_unconfirmed, recompute_calendars, sweep_clocks, wake_due_tickets

MOST_BATCHES = 20  # in one run; the rest waits for the next


def watch_tickets() -> None:
    """RQ job: mark warnings and breaches, wake what was put aside, remind about and close what nobody confirms."""
    for work in (sweep_clocks, wake_due_tickets, close_unconfirmed, recompute_calendars):
        for _ in range(MOST_BATCHES):
            if not unit_of_work(lambda session, work=work: work(session, now=utc_now())):  # type: ignore[misc]
                break
