"""One scheduler enqueues at a time, however many run: it holds an advisory lock of the database."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import READING

KEY = 0x53494741  # ours alone among the advisory locks of this database
TRY = text("SELECT pg_try_advisory_lock(:key)")
STILL = text("SELECT 1")


class ScheduleLease:
    """The lock lives as long as its connection: a killed scheduler's is free at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level=READING)
        self._connection: Connection | None = None
        self._held = False

    def is_held(self) -> bool:
        """Ours, or got just now; False while another scheduler has it, and while the database is away."""
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            if self._held:
                self._connection.execute(STILL)
            else:
                self._held = bool(self._connection.scalar(TRY, {"key": KEY}))
        except SQLAlchemyError:
            self._forget()
        return self._held

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()  # closes it for good, and with it the lock
            self._connection.close()
        self._connection, self._held = None, False
