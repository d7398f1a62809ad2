"""The database: one Base, one session, and the only place that commits."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from time import monotonic
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    event,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DisconnectionError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, ORMExecuteState, Session, mapped_column, registry

from app.core.text.cleaning import clear_line
from app.core.units import unit_of

NAMES = ("name", "title", "holder", "subject")  # columns that end so hold one line that people read


def _cleaned(_record: object, value: Any, _before: Any, _set: Any) -> Any:
    """Without invisible and direction-changing characters, by whichever way the name came."""
    return clear_line(value) if isinstance(value, str) else value


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: DateTime(timezone=True), dict[str, Any]: JSONB, list[Any]: JSONB},
    )

    def __init_subclass__(cls, **named: Any) -> None:
        """Give every `one_of` column its CHECK, where migrations see it, and clean every name that is set."""
        super().__init_subclass__(**named)
        table: Table | None = cls.__dict__.get("__table__")
        if table is None:
            return
        for column in table.columns:
            if kinds := column.info.get("one_of"):
                table.append_constraint(CheckConstraint(f"{column.name} IN ({quoted(kinds)})", name=column.name))
            if column.key.endswith(NAMES) and isinstance(column.type, String):
                event.listen(getattr(cls, column.key), "set", _cleaned, retval=True)


def quoted(constants: Iterable[str]) -> str:
    """`'CLOSED', 'DONE'`, for IN of a statement written as text; constants only."""
    return ", ".join(f"'{constant}'" for constant in constants)


class Record(Base):
    """What every table of ours has: a 64-bit key and the moment the row was made."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def day_index(table: str, *moments: str) -> Index:
    """For the job that adds up one day: a few kilobytes, because rows lie in the order in which they came."""
    return Index(f"ix_{table}_counted", *moments, postgresql_using="brin", postgresql_with={"pages_per_range": 16})


def one_of(kinds: type[StrEnum] | Sequence[str], name: str, **options: Any) -> Any:
    """A text column whose values the database itself holds to the members of an enum."""
    return mapped_column(name, String(32), info={"one_of": [str(kind) for kind in kinds]}, **options)


def rank_of(column: Any) -> Any:
    """The place of a `one_of` column's value among its values, as the enum lists them: LOW before HIGH, not after.

    The values are written into the SQL, so that an index on the same expression is found.
    """
    stored = column.property.columns[0] if hasattr(column, "property") else getattr(column, "column", column)
    kinds = stored.info["one_of"]
    return func.array_position(literal_column("'{" + ",".join(kinds) + "}'::varchar[]"), column, type_=Integer)


@event.listens_for(Session, "do_orm_execute")
def read_locked_rows_anew(state: ORMExecuteState) -> None:
    """A locked row is read as it stands then, also if its record was read before: rules judge no old values."""
    if state.is_select and getattr(state.statement, "_for_update_arg", None) is not None:
        state.update_execution_options(populate_existing=True)


READING = "AUTOCOMMIT"  # how the engine hands out connections: a page that only reads holds no transaction open
WRITING = "READ COMMITTED"


@contextmanager
def transaction() -> Generator[Session]:
    """One unit of work: commits when the block ends, rolls back when it raises.

    Whatever locks or writes stands in one: outside, every statement is on its own.
    """
    session = db.session()
    unit = unit_of(session)
    if unit.is_open:
        raise RuntimeError("a unit of work within another would commit half of it")
    unit.is_open = True
    try:
        if isinstance(session.get_bind(), Engine):  # a session that was given its connection keeps to that one's
            session.commit()
            session.connection(execution_options={"isolation_level": WRITING})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        unit_of(session).is_open = False


T = TypeVar("T")
LOST_RACES = {
    "23P01",
    "40001",
    "40P01",
    "23505",
}  # exclusion, serialization, deadlock, unique: look again and answer truly
TRIES = 3


def unit_of_work(work: Callable[[Session], T]) -> T:
    """Run `work` in one transaction; a lost race is run again, so that the answer is a sentence and not an error."""
    for left in reversed(range(TRIES)):
        try:
            with transaction() as session:
                return work(session)
        except (IntegrityError, OperationalError) as problem:
            if left == 0 or getattr(problem.orig, "sqlstate", None) not in LOST_RACES:
                raise
    raise AssertionError("unreachable")


def start_no_workers(engine: Engine) -> None:
    """Of PostgreSQL: a page's statements take milliseconds, and starting workers for one makes 20 out of 4."""

    @event.listens_for(engine, "connect")
    def refuse_workers(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")
        connection.commit()


IDLE = 1.0  # seconds after which a pooled connection is checked with a round trip


def ask_idle_connections(engine: Engine) -> None:
    """Check only connections that were idle: one in use was open a moment ago, and a check costs a round trip."""

    @event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: Any) -> None:
        record.info["rested_since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info.get("rested_since", monotonic()) < IDLE:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as problem:
            raise DisconnectionError from problem  # the pool throws it away and opens another
