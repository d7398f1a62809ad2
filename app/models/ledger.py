"""The house's own books: audit trail, number series, idempotency keys, saved filters."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Record
from app.models.user import User


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

    actor: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("ix_audit_entries_thing", thing, thing_id, "id"),
        Index("ix_audit_entries_actor_id", actor_id, "id"),
        Index("ix_audit_entries_action_id", action, "id"),
        Index("ix_audit_entries_at_id", at, "id"),
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
