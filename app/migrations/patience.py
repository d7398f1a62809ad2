"""Going on where a lock was not to be had in time: those who queued behind it are served, then it is tried again."""

import time
from collections.abc import Callable

from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import OperationalError

TRIES = 10  # of one migration
PAUSE = 2.0  # seconds


def run_patiently(run: Callable[[], None], reached: Callable[[], object], pause: float = PAUSE) -> None:
    """`reached`: the migration at which the database stands. Raises OperationalError after TRIES at the same one."""
    stood, tries = None, 0
    while True:
        try:
            return run()
        except OperationalError as problem:
            at = reached()
            stood, tries = at, tries + 1 if at == stood else 1
            if tries == TRIES or not isinstance(problem.orig, LockNotAvailable):
                raise
        time.sleep(pause)
