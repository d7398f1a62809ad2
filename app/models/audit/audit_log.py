"""The audit log: who changed what, from where, by which means."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User


class Via(StrEnum):
    """Through which channel a change came."""

    WEB = "WEB"
    API = "API"
    TELEGRAM = "TELEGRAM"
    JOB = "JOB"
    SYSTEM = "SYSTEM"  # the command line and the scheduler


VIA_LABELS = {
    Via.WEB: N_("Halaman web"),
    Via.API: N_("API"),
    Via.TELEGRAM: N_("Telegram"),
    Via.JOB: N_("Pekerjaan latar"),
    Via.SYSTEM: N_("Sistem"),
}


def trace_of(session: Session) -> dict[str, Any]:
    """Where what this session writes comes from, as the audit log's columns."""
    unit = unit_of(session)
    return {
        "request_id": unit.request_id,
        "via": Via(unit.channel),
        "token_id": unit.token_id,
        "address": unit.address,
    }


@contextmanager
def acting(session: Session, *, via: Via, actor_id: int | None) -> Generator[None]:
    """What is written inside is done by this person, through this channel."""
    unit = unit_of(session)
    kept = unit.channel, unit.actor_id
    unit.channel, unit.actor_id = via, actor_id
    try:
        yield
        session.flush()
    finally:
        unit.channel, unit.actor_id = kept


class AuditEntry(Record):
    """Who did what to which record, before and after. Append-only: a trigger refuses update and delete."""

    __tablename__ = "audit_entries"

    at: Mapped[datetime] = mapped_column()
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # None: the system
    thing: Mapped[str] = mapped_column(String(40))  # table name
    thing_id: Mapped[int] = mapped_column(BigInteger)
    action: Mapped[str] = mapped_column(String(40))  # a transition's name, or created / changed
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
