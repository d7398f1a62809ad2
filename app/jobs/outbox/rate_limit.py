"""A provider's speed limit, kept by all threads of a process together."""

import threading
import time


class RateLimiter:
    """Gives each caller its own moment, `per_second` of them a second."""

    def __init__(self, per_second: float) -> None:
        self._step = 1.0 / per_second
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        """Sleep until it is the caller's turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(self._next, now)
            self._next = turn + self._step
        if turn > now:
            time.sleep(turn - now)
