"""Counting every answer in memory; a thread of the process writes the counts to the database every few seconds.

A process that is killed loses the answers of its last seconds. While the database is away the counts are kept, at most
`MOST_KEYS` of them: then further ones are lost, and the log says how many.
"""

import atexit
import threading
import time

import structlog
from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from workflows.monitoring import Counts, RequestKey, add_counts

FLUSH_SECONDS = 10.0
MOST_KEYS = 5000  # minute × route × status; a busy process has some dozens in a minute
UNCOUNTED = {"/healthz", "/readyz", "/metrics"}  # asked by programs: they would thin out the errors that people see
UNMATCHED = "unmatched"  # an address that no route knows
log = structlog.get_logger()


class RequestCounts:
    """What this process has answered and not yet written. Counts only between `start` and the process's end."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._counted: dict[RequestKey, Counts] = {}
        self._lost = 0
        self._end = threading.Event()
        self.is_counting = False

    def start(self) -> None:
        """In the process that serves, after its fork."""
        self.is_counting = True
        threading.Thread(target=self._flush_often, name="request-counts", daemon=True).start()
        atexit.register(self.stop)

    def stop(self) -> None:
        self._end.set()
        self.flush()

    def add(self, key: RequestKey, milliseconds: float) -> None:
        with self._lock:
            if key not in self._counted and len(self._counted) >= MOST_KEYS:
                self._lost += 1
                return
            self._counted.setdefault(key, Counts()).add(milliseconds)

    def flush(self) -> None:
        with self._lock:
            counted, self._counted = self._counted, {}
            lost, self._lost = self._lost, 0
        if lost:
            log.warning("request_counts.lost", requests=lost)
        if not counted:
            return
        try:
            self._write(counted)
        except SQLAlchemyError as problem:
            log.warning("request_counts.kept", reason=type(problem).__name__)
            self._put_back(counted)

    def _write(self, counted: dict[RequestKey, Counts]) -> None:
        release, colour = self._app.config["VERSION"], self._app.config["SETTINGS"].release_colour
        with self._app.app_context():
            try:
                unit_of_work(
                    lambda session: add_counts(session, counted, release=release, colour=colour, now=utc_now())
                )
            finally:
                db.session.remove()

    def _put_back(self, counted: dict[RequestKey, Counts]) -> None:
        with self._lock:
            for key, counts in counted.items():
                if key in self._counted:
                    self._counted[key].merge(counts)
                elif len(self._counted) < MOST_KEYS:
                    self._counted[key] = counts
                else:
                    self._lost += counts.total

    def _flush_often(self) -> None:
        while not self._end.wait(FLUSH_SECONDS):
            self.flush()


def init_request_counts(app: Flask) -> None:
    """First of all that looks at requests, so that the time is the whole of it."""
    counts = app.extensions["request_counts"] = RequestCounts(app)

    @app.before_request
    def begin() -> None:
        g.request_began = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        began = g.pop("request_began", None)
        if counts.is_counting and began is not None and request.path not in UNCOUNTED:
            route = request.url_rule.rule if request.url_rule is not None else UNMATCHED
            method = request.method if request.url_rule is not None else "OTHER"
            minute = utc_now().replace(second=0, microsecond=0)
            key = RequestKey(minute, route[:200], method[:10], f"{response.status_code // 100}xx")
            counts.add(key, 1000 * (time.perf_counter() - began))
        return response
