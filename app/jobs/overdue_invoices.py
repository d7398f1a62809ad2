"""What is due to be paid: told once a day."""

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.invoices import announce_overdue


def tell_overdue_invoices() -> None:
    """RQ job: promise CS the list of what is overdue; a second run on the same day promises nothing."""
    unit_of_work(lambda session: announce_overdue(session, now=utc_now()))
