"""Alembic's environment: online only; lock and statement timeouts, so that a migration cannot block the application."""

from alembic import context
from flask import current_app
from sqlalchemy import text

import app.models  # noqa: F401
from app.core.db import WRITING, Base, db

LOCK_TIMEOUT = "1s"
STATEMENT_TIMEOUT = "10min"


def run_migrations() -> None:
    with db.engine.connect().execution_options(isolation_level=WRITING) as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        connection.execute(text(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
        connection.commit()
        context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()


assert current_app
run_migrations()
