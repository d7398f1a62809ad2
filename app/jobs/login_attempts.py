"""What was begun and never finished is forgotten."""

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.accounts.members import forget_attempts


def forget_old_attempts() -> None:
    """RQ job, nightly: sign-ups, claims and changes of address of last week."""
    unit_of_work(lambda session: forget_attempts(session, now=utc_now()))
