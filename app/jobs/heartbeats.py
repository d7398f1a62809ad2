"""Heartbeats of processes: written at most every 20 seconds; a failure to write one stops no work."""

import threading
import time

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.http.files.storage import storage
from integrations.storage import StorageDown
from workflows.heartbeats import STORAGE, write_failure, write_heartbeat

EVERY_SECONDS = 20.0
PROBE = b"Sigap writes and reads this to see whether files can be kept."

log = structlog.get_logger()
_written: dict[str, float] = {}


def beat(name: str, *, allowed_seconds: int | None = None) -> None:
    """Write a part's heartbeat, at most every 20 seconds; a database that is away raises its own alarm."""
    if time.monotonic() - _written.get(name, float("-inf")) < EVERY_SECONDS:
        return
    _written[name] = time.monotonic()
    try:
        with transaction() as session:
            write_heartbeat(session, name, now=utc_now(), allowed_seconds=allowed_seconds)
    except SQLAlchemyError as problem:
        log.warning("heartbeat.unwritten", part=name, error=type(problem).__name__)


def fail(name: str, reason: str) -> None:
    """Say that a part's run went wrong."""
    _written.pop(name, None)  # the next good run is told at once
    try:
        with transaction() as session:
            write_failure(session, name, reason, now=utc_now())
    except SQLAlchemyError as problem:
        log.warning("heartbeat.unwritten", part=name, error=type(problem).__name__)


def beat_in_background(app: Flask, *names: str) -> threading.Event:
    """A thread that beats for a process which waits most of the time; set the event to end it."""
    over = threading.Event()

    def run() -> None:
        while True:
            with app.app_context():
                for name in names:
                    beat(name)
                db.session.remove()
            if over.wait(EVERY_SECONDS):
                return

    threading.Thread(target=run, name="heartbeat", daemon=True).start()
    return over


def check_storage() -> None:
    """Write a file and read it back; what cannot be written is said before somebody's upload fails."""
    try:
        key = storage().save(PROBE)
        with storage().open(key) as file:
            kept = file.read()
        storage().delete(key)
    except (StorageDown, OSError) as problem:
        fail(STORAGE, str(problem) or type(problem).__name__)
        return
    if kept == PROBE:
        beat(STORAGE)
    else:
        fail(STORAGE, "what was read is not what was written")
