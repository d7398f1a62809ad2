"""Liveness, readiness, health of the parts, version."""

import tempfile
import threading
import time
from collections.abc import Callable

from alembic.runtime.migration import MigrationContext
from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.migrations.newest import lacks_migrations, newest_migration
from workflows.heartbeats import list_parts

FRESH_SECONDS = 1.0  # the page is public: however often it is asked, the database is asked once a second
PROBE = 256 * 1024  # bytes
Parts = dict[str, str]

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public()
def alive() -> ResponseReturnValue:
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public()
def ready() -> ResponseReturnValue:
    """200 when database, Redis and migrations are all right; 503 naming the part that is not.

    With `?deep` also workers, scheduler, every scheduled job and the storage, by their heartbeats.
    """
    parts = _lately("ready", _own_parts)
    if "deep" in request.args:
        parts = parts | _lately("deep", _other_parts)
    fine = all(state == "ok" for state in parts.values())
    return jsonify(status="ok" if fine else "not ready", **parts), 200 if fine else 503


@blueprint.get("/version")
@public()
def which_version() -> ResponseReturnValue:
    return jsonify(version=current_app.config["VERSION"], migration=newest_migration())


def _lately(name: str, look: Callable[[], Parts]) -> Parts:
    """What was found within the last second, else look; those who come meanwhile wait for the one who looks."""
    kept = current_app.extensions.setdefault("health", {"lock": threading.Lock()})
    with kept["lock"]:
        until, parts = kept.get(name, (0.0, {}))
        if time.monotonic() > until:
            parts = look()
            kept[name] = (time.monotonic() + FRESH_SECONDS, parts)
        return parts


def _own_parts() -> Parts:
    """The files are named only when they cannot be written: a full disk, a directory that is not ours."""
    files = _files()
    full = {} if files == "ok" else {"files": files}
    return {"database": _database(), "redis": _redis(), "migrations": _migrations()} | full


def _other_parts() -> Parts:
    """Names and states only: the page is public, reasons stand on the home of an admin and in `flask doctor`."""
    try:
        return {report.name: report.state.value for report in list_parts(db.session(), now=utc_now())}
    except SQLAlchemyError as problem:
        return {"heartbeats": type(problem).__name__}


def _database() -> str:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError as problem:
        return type(problem).__name__
    return "ok"


def _redis() -> str:
    try:
        Redis.from_url(current_app.config["REDIS_URL"], socket_timeout=1, socket_connect_timeout=0.5).ping()
    except RedisError as problem:
        return type(problem).__name__
    return "ok"


def _migrations() -> str:
    try:
        current = MigrationContext.configure(db.session.connection()).get_current_revision()
    except SQLAlchemyError as problem:
        return type(problem).__name__
    return f"at {current}, expected {newest_migration()}" if lacks_migrations(current) else "ok"


def _files() -> str:
    """Whether an upload could be kept; a bucket is asked by its heartbeat."""
    settings = current_app.config["SETTINGS"]
    if settings.storage_url is not None:
        return "ok"
    try:
        settings.files_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.files_dir) as probe:
            probe.write(bytes(PROBE))
            probe.flush()
    except OSError as problem:
        return problem.strerror or type(problem).__name__
    return "ok"
