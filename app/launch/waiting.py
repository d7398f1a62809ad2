"""Wait for a part of Sigap to answer: as long as its process lives, five minutes at most, and say so meanwhile."""

import sys
import time
from collections.abc import Callable

MOST_SECONDS = 300  # while the process lives: a very busy machine needs minutes
MOST_SECONDS_ENDED = 60  # a part that keeps ending is started again by the supervisor, but will hardly come
SAYS_EVERY = 15
PAUSE = 0.1


def wait_until(
    is_ready: Callable[[], bool],
    what: str,
    *,
    is_alive: Callable[[], bool] = lambda: True,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> bool:
    """True once `is_ready`, False when it took too long. `what`: the part, for the lines on stderr."""
    began = said_at = clock()
    while not is_ready():
        waited = clock() - began
        if waited > (MOST_SECONDS if is_alive() else MOST_SECONDS_ENDED):
            return False
        if clock() - said_at >= SAYS_EVERY:
            said_at = clock()
            print(f"Menunggu / waiting for {what} ({waited:.0f} s) …", file=sys.stderr, flush=True)
        sleep(PAUSE)
    return True
