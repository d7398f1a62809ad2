"""Questions of the forum that nobody answers."""

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.forum import forward_unanswered


def forward_questions() -> None:
    """RQ job: after two days they are tickets."""
    unit_of_work(lambda session: forward_unanswered(session, now=utc_now()))
