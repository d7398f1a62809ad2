"""Waiting for what another thread or process does."""

import time

from sqlalchemy import text
from sqlalchemy.orm import Session

_BLOCKED = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


def wait_until_blocked(session: Session, seconds: float = 60.0) -> None:
    """Return once some session of this database waits for a lock."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        blocked = session.scalar(_BLOCKED)
        session.rollback()
        if blocked:
            return
        time.sleep(0.02)
    raise AssertionError("nobody waits for a lock")
