"""One worker thread per channel: a provider that does not answer delays no other channel."""

import threading

import structlog
from flask import Flask

from app.core.db import db
from app.core.units import RELAY
from app.jobs.outbox.sending.channels import Channels, Send, open_channels
from app.jobs.outbox.sending.sender import deliver_due
from app.jobs.outbox.wake_up import wake_again
from app.models.messaging.outbox import Channel

log = structlog.get_logger()


class ChannelWorker:
    """Delivers until nothing is due; `wake` while it runs makes it look once more."""

    def __init__(self, app: Flask, channel: Channel, send: Send | None, threads: int) -> None:
        self.channel, self.send = channel, send
        self._app, self._threads = app, threads
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._again = False
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Something may be due; returns at once."""
        with self._lock:
            self._again = True
            if self._thread is None and not self._stop.is_set():
                # A daemon: a process that was told to end is not held up by a provider that hangs.
                self._thread = threading.Thread(target=self._run, name=f"channel-{self.channel.lower()}", daemon=True)
                self._thread.start()

    def stop(self, seconds: float, *, at_once: bool) -> None:
        """Wait until nothing is due, or with `at_once` only for what is being sent."""
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
                log.exception("channel_worker.failed", channel=self.channel)  # the schedule enqueues it again

    def _deliver(self) -> None:
        with self._app.app_context():
            try:
                if deliver_due(self.channel, self.send, threads=self._threads, stop=self._stop):
                    wake_again(self._app, RELAY)  # what was held back while these were unsent
            finally:
                db.session.remove()


def workers_of(app: Flask) -> list[ChannelWorker]:
    """Opened once per process: keep-alive connections outlive one job."""
    if "channel_workers" not in app.extensions:
        threads = app.config["SETTINGS"].relay_threads
        channels: Channels = open_channels(app)
        app.extensions["channel_workers"] = [
            ChannelWorker(app, channel, send, threads) for channel, send in channels.senders.items()
        ]
    workers: list[ChannelWorker] = app.extensions["channel_workers"]
    return workers


def stop_workers(app: Flask, *, at_once: bool, seconds: float = 15.0) -> None:
    """The process ends: wait for each channel at most this long."""
    for worker in app.extensions.get("channel_workers", []):
        worker.stop(seconds, at_once=at_once)
