"""Keeping promises: write the letters that are due, and wake the line of every channel."""

import time

from flask import Flask, current_app

from app.jobs.addressing import address_due
from app.jobs.bell import heard, ring_again
from app.jobs.delivering import deliver_due
from app.jobs.lines import lines_of

THIS = "app.jobs.relay.relay"
LONGEST_RUN = 2.0  # seconds; then whoever waits in the same queue gets a turn


def relay() -> None:
    """RQ job: address everything due. Sending goes on in the lines' own threads after the job has ended."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    heard(app, THIS)
    lines = lines_of(app)
    end = time.monotonic() + LONGEST_RUN
    busy = True
    while busy and time.monotonic() < end:
        busy = address_due() > 0
        for line in lines:
            line.kick()
    if busy:
        ring_again(app, THIS)


def keep_promises() -> None:
    """Address and deliver in this thread until nothing is due: for tests, and by hand."""
    lines = lines_of(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
    busy = True
    while busy:
        busy = address_due() > 0
        for line in lines:
            busy = deliver_due(line.channel, line.send, threads=1) > 0 or busy
