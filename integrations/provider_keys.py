"""A provider's keys, fetched by a thread of their own: whoever needs one reads what is there and never waits for it."""

import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog

LASTS = 3600.0  # seconds: a key that the provider withdrew is good for no longer than this
EVERY = 600.0
AT_MOST_EVERY = 30.0  # unknown key ids, made up by anybody, cause no more questions than this
FIRST_ANSWER = 1.0  # how long the first request of a process gives the thread that it has just started

Documents = Mapping[str, Any]
log = structlog.get_logger()


class ProviderKeys:
    """`fetch` asks the provider, may take its time, and raises what it likes for an answer that holds no keys."""

    def __init__(self, fetch: Callable[[], Documents], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch, self._clock = fetch, clock
        self._known: tuple[float, Documents] | None = None
        self._lock = threading.Lock()
        self._wanted, self._first = threading.Event(), threading.Event()
        self._pid = 0

    def current(self) -> Documents | None:
        """What the provider said less than an hour ago; None: nothing yet, or it cannot be reached."""
        self._ensure_thread()
        if self._known is None:
            self._first.wait(FIRST_ANSWER)
        known = self._known
        return known[1] if known is not None and self._clock() - known[0] < LASTS else None

    def ask_again(self) -> None:
        """A token bore a key id that is not known: perhaps the keys have just changed."""
        self._wanted.set()

    def refresh(self) -> None:
        """Ask now. Only the thread does."""
        try:
            self._known = (self._clock(), self._fetch())
        except Exception as problem:  # noqa: BLE001  the thread outlives whatever a provider answers
            log.warning("provider_keys.unreachable", error=type(problem).__name__)
        self._first.set()

    def _ensure_thread(self) -> None:
        """A thread does not survive the fork of a worker process; the process that asks has one of its own."""
        with self._lock:
            if self._pid != os.getpid():
                self._pid = os.getpid()
                threading.Thread(target=self._run, name="provider-keys", daemon=True).start()

    def _run(self) -> None:
        while True:
            self.refresh()
            time.sleep(AT_MOST_EVERY)
            self._wanted.wait(EVERY - AT_MOST_EVERY)
            self._wanted.clear()
