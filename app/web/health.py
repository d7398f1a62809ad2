"""Is the process alive, is it ready, which version is it."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import db
from app.http.auth.access import public

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public()
def alive() -> ResponseReturnValue:
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public()
def ready() -> ResponseReturnValue:
    """200 when database, Redis and migrations are all right; 503 naming the part that is not."""
    parts = {"database": _database(), "redis": _redis(), "migrations": _migrations()}
    fine = all(state == "ok" for state in parts.values())
    return jsonify(status="ok" if fine else "not ready", **parts), 200 if fine else 503


@blueprint.get("/version")
@public()
def which_version() -> ResponseReturnValue:
    return jsonify(version=current_app.config["VERSION"], migration=_head())


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
    return "ok" if current == _head() else f"at {current}, expected {_head()}"


def _head() -> str | None:
    config = Config()
    config.set_main_option("script_location", str(Path(current_app.root_path) / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()
