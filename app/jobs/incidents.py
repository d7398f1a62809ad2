"""Calls, hand-overs and reminders by the schedule."""

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.incidents import (
    end_quiet_incidents,
    remind_of_action_items,
    remind_of_notices,
    remind_of_post_mortems,
    remind_of_updates,
)
from workflows.on_call import note_shifts, remind_of_contacts, sweep_escalations


def watch_incidents() -> None:
    """RQ job: call who is due, write down who came on call, end what has been quiet."""

    def look(session: Session) -> None:
        now = utc_now()
        sweep_escalations(session, now=now)
        note_shifts(session, now=now)
        end_quiet_incidents(session, now=now)
        remind_of_updates(session, now=now)
        remind_of_notices(session, now=now)

    unit_of_work(look)


def remind_of_items() -> None:
    """RQ job, daily: a message a week for each overdue action item, and for post-mortems and contacts that are due."""

    def look(session: Session) -> None:
        remind_of_action_items(session, now=utc_now())
        remind_of_post_mortems(session, now=utc_now())
        remind_of_contacts(session, now=utc_now())

    unit_of_work(look)
