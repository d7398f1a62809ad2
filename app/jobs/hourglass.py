"""Things that run out: offers to people in the waiting line."""

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.visits import expire_offers


def expire_queue_offers() -> None:
    """RQ job: pass on places whose offers have run out."""
    unit_of_work(lambda session: expire_offers(session, now=utc_now()))
