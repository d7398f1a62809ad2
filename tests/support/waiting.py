"""Waiting for what another thread or process does."""

import time

from sqlalchemy import text
from sqlalchemy.orm import Session

_BLOCKED = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


def wait_until_blocked(session: Session, seconds: float = 60.0, *, at_least: int = 1) -> None:
    """Return once as many sessions of this database wait for a lock."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        blocked = session.scalar(_BLOCKED)
        session.rollback()
        if (blocked or 0) >= at_least:
            return
        time.sleep(0.02)
    raise AssertionError("too few wait for a lock")
