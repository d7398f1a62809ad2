"""Keeping promises: address what is due, deliver what is addressed, every channel at its own pace."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

from flask import Flask, current_app

from app.core.db import db
from app.jobs.addressing import address_due
from app.jobs.channels import Channels, Send, open_channels
from app.jobs.delivering import deliver_due
from app.models.outbox import Channel

LONGEST_RUN = 45.0  # seconds; then the next bell or the schedule takes over
PAUSE = 0.02


def relay() -> None:
    """RQ job: run until nothing is due. A slow channel keeps only its own thread busy."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    channels = _channels(app)
    threads = app.config["SETTINGS"].relay_threads
    end = time.monotonic() + LONGEST_RUN
    running: dict[Channel, Future[int]] = {}
    quiet: set[Channel] = set()
    with ThreadPoolExecutor(len(Channel), thread_name_prefix="relay") as pool:
        while time.monotonic() < end and not (len(quiet) == len(Channel) and not running):
            if address_due():
                quiet.clear()
            for channel, send in channels.senders.items():
                if channel in running and running[channel].done() and running.pop(channel).result() == 0:
                    quiet.add(channel)
                if channel not in running and channel not in quiet:
                    running[channel] = pool.submit(_deliver, app, channel, send, threads)
            time.sleep(PAUSE)


def _deliver(app: Flask, channel: Channel, send: Send | None, threads: int) -> int:
    with app.app_context():
        try:
            return deliver_due(channel, send, threads=threads)
        finally:
            db.session.remove()


def _channels(app: Flask) -> Channels:
    """Opened once per process: keep-alive connections outlive one run."""
    if "channels" not in app.extensions:
        app.extensions["channels"] = open_channels(app.config["SETTINGS"])
    return app.extensions["channels"]


def keep_promises() -> None:
    """Address and deliver in this thread until nothing is due: for tests, and by hand."""
    channels = _channels(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
    busy = True
    while busy:
        busy = address_due() > 0
        for channel, send in channels.senders.items():
            busy = deliver_due(channel, send, threads=1) > 0 or busy
