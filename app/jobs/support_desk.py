"""Scheduled jobs of the support desk."""

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.support import (
    assign_waiting,
    close_unconfirmed,
    escalate_forgotten,
    recompute_calendars,
    remind_surveys,
    send_scheduled,
    sweep_clocks,
    wake_due_tickets,
)
from workflows.user_reports import set_report_clocks

MOST_BATCHES = 20  # in one run; the rest waits for the next
STEPS = (
    send_scheduled,
    sweep_clocks,
    set_report_clocks,
    wake_due_tickets,
    close_unconfirmed,
    remind_surveys,
    recompute_calendars,
    assign_waiting,
    escalate_forgotten,
)


def watch_tickets() -> None:
    """RQ job: mark warnings and breaches, wake what was put aside, close what nobody confirms, assign, escalate."""
    for work in STEPS:
        for _ in range(MOST_BATCHES):
            if not unit_of_work(lambda session, work=work: work(session, now=utc_now())):  # type: ignore[misc]
                break
