"""The house's own books: audit trail, number series, idempotency keys, saved filters."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from app.core.db import Base, Record, one_of
from app.core.i18n import N_
from app.models.user import User


class Via(StrEnum):
    """Through which door a change came."""

    WEB = "WEB"
    API = "API"
    TELEGRAM = "TELEGRAM"
    JOB = "JOB"
    SYSTEM = "SYSTEM"  # the command line, and whatever has no door


VIA_LABELS = {
    Via.WEB: N_("Halaman web"),
    Via.API: N_("API"),
    Via.TELEGRAM: N_("Telegram"),
    Via.JOB: N_("Pekerjaan latar"),
    Via.SYSTEM: N_("Sistem"),
}


def trace_of(session: Session) -> dict[str, Any]:
    """Where what this session writes comes from, as the trail's columns; the doors put it into `session.info`."""
    return {
        "request_id": session.info.get("request_id", ""),
        "via": session.info.get("via") or Via.SYSTEM,
        "token_id": session.info.get("token_id"),
        "address": session.info.get("address") or "",
    }


@contextmanager
def acting(session: Session, *, via: Via, actor_id: int | None) -> Generator[None]:
    """What is written inside is this person's doing, and came through this door."""
    kept = {name: session.info.get(name) for name in ("via", "actor_id")}
    session.info.update(via=via, actor_id=actor_id)
    try:
        yield
        session.flush()
    finally:
        for name, value in kept.items():
            session.info[name] = value


class AuditEntry(Record):
    """Who did what to which record, before and after. Append-only: a trigger refuses update and delete."""

    __tablename__ = "audit_entries"

    at: Mapped[datetime] = mapped_column()
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # None: the system
    thing: Mapped[str] = mapped_column(String(40))  # table name
    thing_id: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[str] = mapped_column(String(40))  # a move's name, or created / changed
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {column: [before, after]}
    request_id: Mapped[str] = mapped_column(String(40), default="", server_default="")
    via: Mapped[Via] = one_of(Via, "via", default=Via.SYSTEM, server_default=Via.SYSTEM)
    token_id: Mapped[int | None] = mapped_column(BigInteger)  # of the API, when a token acted for its owner
    address: Mapped[str] = mapped_column(String(45), default="", server_default="")

    actor: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_audit_entries_thing", thing, thing_id, "id"),
        Index("ix_audit_entries_actor_id", actor_id, "id"),
        Index("ix_audit_entries_action_id", action, "id"),
        Index("ix_audit_entries_at_id", at, "id"),
        Index(
            "ix_audit_entries_address",
            address,
            "id",
            postgresql_ops={"address": "text_pattern_ops"},
            postgresql_where=address != "",
        ),
    )


class NumberSeries(Base):
    """The last number given out for a kind of paper in a year; the row lock makes numbers gapless."""

    __tablename__ = "number_series"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger, default=0)


class IdempotencyKey(Record):
    """A form that was sent, and where its answer led: the second tap gets the same answer and has no effect."""

    __tablename__ = "idempotency_keys"

    scope: Mapped[str] = mapped_column(String(80))  # who sent it
    key: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)

    __table_args__ = (
        Index("uq_idempotency_keys_scope_key", scope, key, unique=True),
        Index("ix_idempotency_keys_created_at", "created_at"),
    )


class SavedFilter(Record):
    """A list's filters, kept under a name by one user."""

    __tablename__ = "saved_filters"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    endpoint: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(2000))

    user: Mapped[User] = relationship()

    __table_args__ = (Index("uq_saved_filters_name", user_id, endpoint, name, unique=True),)
