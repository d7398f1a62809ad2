"""Savepoints that are sent to the server only when something is written under them.

Most sessions of a test only read, and opening and rolling back a savepoint costs a session as much as its query. Under
a savepoint that was not sent a failed read goes back to a *guard*: a savepoint set after the last write.
"""

import re
from typing import Any

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event

# what locks, counts or sets a variable is given its savepoint, too
READS = re.compile(
    r"\s*(?:SELECT|WITH)\b(?!.*\b(?:INSERT|UPDATE|DELETE|FOR|nextval|setval|set_config|pg_\w+)\b)", re.DOTALL
)
STATE, GUARD = "lazy savepoints", "guard_"


class Savepoints:
    """What is open on one connection: `waiting` names savepoints that were not sent, `sent` those that the server knows."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.sent: list[str] = []
        self.guard: str | None = None
        self.guards = 0

    def open(self, connection: Connection, name: str) -> None:
        self._stand_guard(connection)
        self.waiting.append(name)

    def write(self, connection: Connection) -> None:
        """Something is written: what waits is sent before."""
        if self.waiting:
            _send(connection, "; ".join(f"SAVEPOINT {name}" for name in self.waiting))
            self.sent += self.waiting
            self.waiting.clear()
        self.guard = None

    def go_back(self, connection: Connection, name: str) -> None:
        if name in self.waiting:
            del self.waiting[self.waiting.index(name) :]
            if connection.connection.driver_connection.info.transaction_status == TransactionStatus.INERROR:  # type: ignore[union-attr]
                _send(connection, f"ROLLBACK TO SAVEPOINT {self.guard}")
            return
        _send(connection, f"ROLLBACK TO SAVEPOINT {name}")
        self._forget_after(connection, self.sent.index(name) + 1 if name in self.sent else len(self.sent))

    def release(self, connection: Connection, name: str) -> None:
        if name in self.waiting:
            del self.waiting[self.waiting.index(name) :]
            return
        _send(connection, f"RELEASE SAVEPOINT {name}")
        self._forget_after(connection, self.sent.index(name) if name in self.sent else len(self.sent))

    def _forget_after(self, connection: Connection, left: int) -> None:
        """The server forgets every savepoint set after one that ends."""
        del self.sent[left:]
        self.guard = None
        if self.waiting:
            self._stand_guard(connection)

    def _stand_guard(self, connection: Connection) -> None:
        if self.guard is None:
            former = f"RELEASE SAVEPOINT {self.sent.pop()}; " if self.sent and self.sent[-1].startswith(GUARD) else ""
            self.guards += 1
            self.guard = f"{GUARD}{self.guards}"
            _send(connection, f"{former}SAVEPOINT {self.guard}")
            self.sent.append(self.guard)


def make_lazy(engine: Engine) -> None:
    """Let every connection of this engine send its savepoints late."""
    dialect: Any = engine.dialect
    dialect.do_savepoint = lambda connection, name: _of(connection).open(connection, name)
    dialect.do_rollback_to_savepoint = lambda connection, name: _of(connection).go_back(connection, name)
    dialect.do_release_savepoint = lambda connection, name: _of(connection).release(connection, name)

    @event.listens_for(engine, "before_cursor_execute")
    def look(connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
        if not READS.match(statement):
            _of(connection).write(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.info[STATE] = Savepoints()


def _of(connection: Connection) -> Savepoints:
    return connection.info[STATE]


def _send(connection: Connection, statements: str) -> None:
    connection.connection.driver_connection.execute(statements)  # type: ignore[union-attr]
