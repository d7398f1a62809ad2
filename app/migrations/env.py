"""Alembic's environment: online only; lock and statement timeouts, so that a migration cannot block the application.

Each migration is a transaction of its own: its locks end with it, and what one adds NOT VALID the next may validate.
"""

from pathlib import Path

from alembic import context
from flask import current_app
from sqlalchemy import text
from sqlalchemy.engine import Connection

import app.models  # noqa: F401
from app.core.db import WRITING, Base, db
from app.migrations.half_built import drop_half_built
from app.migrations.patience import run_patiently

LOCK_TIMEOUT = "1s"
STATEMENT_TIMEOUT = "10min"


def run_migrations() -> None:
    with db.engine.connect().execution_options(isolation_level=WRITING) as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
        connection.commit()
        context.configure(
            connection=connection, target_metadata=Base.metadata, compare_type=True, transaction_per_migration=True
        )
        run_patiently(run_pending, lambda: reached(connection))


def run_pending() -> None:
    with db.engine.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        drop_half_built(connection, pending_texts())
    with context.begin_transaction():
        context.run_migrations()


def pending_texts() -> list[str]:
    heads = context.get_context().get_current_heads()
    coming = context.script.iterate_revisions(context.script.get_heads(), heads)
    return [Path(one.path).read_text() for one in coming]


def reached(connection: Connection) -> tuple[str, ...]:
    connection.rollback()
    heads = context.get_context().get_current_heads()
    connection.rollback()
    return heads


assert current_app
run_migrations()
