"""One line per channel, with a thread of its own: a provider that hangs keeps nobody else waiting."""

import threading

import structlog
from flask import Flask

from app.core.db import db
from app.core.units import RELAY
from app.jobs.outbox.channels import Channels, Send, open_channels
from app.jobs.outbox.sender import deliver_due
from app.jobs.outbox.wake_up import wake_again
from app.models.messaging.outbox import Channel

log = structlog.get_logger()


class Line:
    """Delivers until nothing is due; `kick` while it runs makes it look once more."""

    def __init__(self, app: Flask, channel: Channel, send: Send | None, threads: int) -> None:
        self.channel, self.send = channel, send
        self._app, self._threads = app, threads
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._again = False
        self._thread: threading.Thread | None = None

    def kick(self) -> None:
        """Something may be due; returns at once."""
        with self._lock:
            self._again = True
            if self._thread is None and not self._stop.is_set():
                # A daemon: a process that was told to end is not held up by a provider that hangs.
                self._thread = threading.Thread(target=self._run, name=f"line-{self.channel.lower()}", daemon=True)
                self._thread.start()

    def hang_up(self, seconds: float, *, at_once: bool) -> None:
        """Wait until the line is dry, or with `at_once` only for what is in the air."""
        if at_once:
            self._stop.set()
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._again or self._stop.is_set():
                    self._thread = None
                    return
                self._again = False
            try:
                self._deliver()
            except Exception:
                log.exception("line.broken", channel=self.channel)  # the schedule kicks again

    def _deliver(self) -> None:
        with self._app.app_context():
            try:
                if deliver_due(self.channel, self.send, threads=self._threads, stop=self._stop):
                    wake_again(self._app, RELAY)  # what was held back while these were unsent
            finally:
                db.session.remove()


def workers_of(app: Flask) -> list[Line]:
    """Opened once per process: keep-alive connections outlive one job."""
    if "lines" not in app.extensions:
        threads = app.config["SETTINGS"].relay_threads
        channels: Channels = open_channels(app)
        app.extensions["lines"] = [Line(app, channel, send, threads) for channel, send in channels.senders.items()]
    lines: list[Line] = app.extensions["lines"]
    return lines


def hang_up(app: Flask, *, at_once: bool, seconds: float = 15.0) -> None:
    """The worker ends: let the lines come to a good end."""
    for line in app.extensions.get("lines", []):
        line.hang_up(seconds, at_once=at_once)
