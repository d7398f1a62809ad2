"""Second half of the relay: lease messages of one channel, send them with no transaction open, note the results."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

from app.jobs.outbox.sending.channels import Send
from app.jobs.outbox.sending.lease import lease, mark_sandbox, record, write_notifications
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery, Result
from app.jobs.outbox.sending.meta_sender import with_last_words
from app.jobs.outbox.sending.retry_policy import send_delivery
from app.models.messaging.outbox import Channel

BATCH = {Channel.TELEGRAM: 20}  # Telegram takes 30 a second: a small batch lets an urgent answer pass the rest soon
USUAL_BATCH = 200
RECORD_EVERY = 50  # results written at once; what a kill loses of them is sent again
PATIENCE = 0.2  # seconds before results are written although others are still awaited

NEVER = threading.Event()


def deliver_due(channel: Channel, send: Send | None, *, threads: int, stop: threading.Event = NEVER) -> int:
    """Send what is due on this channel until nothing is; how many messages that were."""
    if channel == Channel.IN_APP:
        return write_notifications()
    if send is None:
        return mark_sandbox(channel)
    with ThreadPoolExecutor(threads, thread_name_prefix=channel.lower()) as pool:
        return _Run(channel, send, pool, stop).until_dry()


class _Run:
    """One pass over a channel: messages are leased ahead of the threads, results are written in bulk."""

    def __init__(self, channel: Channel, send: Send, pool: ThreadPoolExecutor, stop: threading.Event) -> None:
        self._channel, self._send, self._pool, self._stop = channel, send, pool, stop
        self._size = BATCH.get(channel, USUAL_BATCH)
        self._results: SimpleQueue[Result | None] = SimpleQueue()
        self._in_flight = 0
        self._handled = 0

    def until_dry(self) -> int:
        done: list[Result] = []
        more = True
        while True:
            if more and self._in_flight < self._size // 2 and not self._stop.is_set():
                more = self._take()
            if self._in_flight == 0:
                record(done)
                return self._handled
            arrived = self._wait()
            done += arrived
            if len(done) >= RECORD_EVERY or not arrived or self._in_flight == 0:
                record(done)
                done = []

    def _take(self) -> bool:
        leased_deliveries = lease(self._channel, self._size)
        if self._channel == Channel.META:
            leased_deliveries = with_last_words(leased_deliveries)
        for leased in leased_deliveries:
            self._pool.submit(self._carry, leased)
        self._in_flight += len(leased_deliveries)
        self._handled += len(leased_deliveries)
        return bool(leased_deliveries)

    def _carry(self, delivery: LeasedDelivery) -> None:
        """In a thread. A message that waited too long for its turn stays leased and comes again."""
        too_late = self._stop.is_set() or time.monotonic() > delivery.hold_until
        self._results.put(None if too_late else send_delivery(self._send, delivery))

    def _wait(self) -> list[Result]:
        """At least one result if any comes in time, and whatever else is there."""
        arrived: list[Result | None] = []
        try:
            arrived.append(self._results.get(timeout=PATIENCE))
            while len(arrived) < RECORD_EVERY:
                arrived.append(self._results.get_nowait())
        except Empty:
            pass
        self._in_flight -= len(arrived)
        return [result for result in arrived if result is not None]
