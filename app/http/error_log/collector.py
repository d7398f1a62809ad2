"""Errors that this process has logged, kept in memory and written by a thread of its own every two seconds.

While the database is away the groups are kept, at most `MOST_GROUPS` of them; outside trackers are told at once.
"""

import atexit
import threading
from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.http.error_log.describe import describe
from app.http.error_log.export import trackers_of
from integrations.outcome import DeliveryProblem
from workflows.monitoring import SeenError, record_errors

FLUSH_SECONDS = 2.0
MOST_GROUPS = 200
log = structlog.get_logger()


class ErrorCollector:
    """Collects only between `start` and the process's end."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._seen: dict[str, SeenError] = {}
        self._end = threading.Event()
        self.is_collecting = False

    def start(self) -> None:
        """In the process that works, after its fork."""
        self.is_collecting = True
        threading.Thread(target=self._flush_often, name="error-log", daemon=True).start()
        atexit.register(self.stop)

    def stop(self) -> None:
        self._end.set()
        self.flush()

    def look(self, _logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """A structlog processor: the line passes unchanged."""
        if self.is_collecting and (error := describe(event)) is not None:
            self._add(error)
        return event

    def flush(self) -> None:
        with self._lock:
            seen, self._seen = self._seen, {}
        if not seen:
            return
        self._export(seen)
        try:
            self._write(seen)
        except SQLAlchemyError as problem:
            log.warning("error_log.kept", reason=type(problem).__name__)
            for error in seen.values():
                self._add(error)

    def _add(self, error: SeenError) -> None:
        with self._lock:
            known = self._seen.get(error.fingerprint)
            if known is not None:
                first, count = min(known.first_at, error.first_at), known.count + error.count
                latest = error if error.at >= known.at else known
                self._seen[error.fingerprint] = replace(latest, first_at=first, count=count)
            elif len(self._seen) < MOST_GROUPS:
                self._seen[error.fingerprint] = error

    def _write(self, seen: dict[str, SeenError]) -> None:
        release = self._app.config["VERSION"]
        with self._app.app_context():
            try:
                unit_of_work(lambda session: record_errors(session, seen.values(), release=release, now=utc_now()))
            finally:
                db.session.remove()

    def _export(self, seen: dict[str, SeenError]) -> None:
        for name, send in trackers_of(self._app).items():
            try:
                send(list(seen.values()))
            except DeliveryProblem as problem:
                log.warning("error_log.not_exported", tracker=name, reason=str(problem))

    def _flush_often(self) -> None:
        while not self._end.wait(FLUSH_SECONDS):
            self.flush()


def init_error_log(app: Flask) -> ErrorCollector:
    collector = app.extensions["error_log"] = ErrorCollector(app)
    return collector
