"""The relay: fan out the events that are due, and wake the worker of every channel."""

import time

from flask import Flask, current_app

from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.outbox.sending.channel_workers import workers_of
from app.jobs.outbox.sending.sender import deliver_due
from app.jobs.outbox.wake_up import begin_sweep, wake_again

THIS = "app.jobs.outbox.relay.relay"
LONGEST_RUN = 2.0  # seconds; then whoever waits in the same queue gets a turn


def relay() -> None:
    """RQ job: address everything due. Sending goes on in the channels' threads after the job has ended."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    begin_sweep(app, THIS)
    workers = workers_of(app)
    end = time.monotonic() + LONGEST_RUN
    busy = True
    while busy and time.monotonic() < end:
        busy = fan_out_due() > 0
        for worker in workers:
            worker.wake()
    if busy:
        wake_again(app, THIS)


def fan_out_and_send() -> None:
    """Address and deliver in this thread until nothing is due: for tests, and by hand."""
    workers = workers_of(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
    busy = True
    while busy:
        busy = fan_out_due() > 0
        for worker in workers:
            busy = deliver_due(worker.channel, worker.send, threads=1) > 0 or busy
