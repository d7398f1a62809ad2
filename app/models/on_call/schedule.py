"""Who is on call: rotations by level, exceptions, and what was, as rows."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.accounts.user import DESK, TECHNICAL, Role, User

PLANNERS = TECHNICAL | {Role.MANAGER}  # may plan for others
ON_CALL = PLANNERS | DESK  # may be on call


class OnCallLayer(Record):
    """A rotation of one level; among its layers the highest `rank` that covers a moment counts.

    `length_hours` 0: a month. Hours of the day and days of the week (0 is Monday) narrow it.
    """

    __tablename__ = "on_call_layers"

    level: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(String(80))
    people: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    started_at: Mapped[datetime]
    length_hours: Mapped[int] = mapped_column(default=168)
    from_hour: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    until_hour: Mapped[int] = mapped_column(SmallInteger, default=24, server_default="24")
    weekdays: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list, server_default="{}")
    rank: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        CheckConstraint("length_hours BETWEEN 0 AND 8760", name="length"),
        CheckConstraint("from_hour BETWEEN 0 AND 23 AND until_hour BETWEEN 1 AND 24", name="hours"),
    )

    def __str__(self) -> str:
        return self.name


class CoverKind(StrEnum):
    OVERRIDE = "OVERRIDE"
    SWAP = "SWAP"
    TAKEN = "TAKEN"  # somebody took the shift with one press


class OnCallCover(Record):
    """Somebody else than the rotation says, for a while: override before swap before rotation."""

    __tablename__ = "on_call_covers"

    level: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[CoverKind] = one_of(CoverKind, "kind", default=CoverKind.OVERRIDE)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    starts_at: Mapped[datetime] = mapped_column()
    ends_at: Mapped[datetime] = mapped_column()
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship(foreign_keys=user_id)

    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_on_call_covers_level_ends_at", level, ends_at),
    )


class OnCallShift(Record):
    """Who was on call: written as it happens; `ended_at` None: still."""

    __tablename__ = "on_call_shifts"

    level: Mapped[int] = mapped_column(SmallInteger)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column()

    user: Mapped[User] = relationship()

    __table_args__ = (
        Index("uq_on_call_shifts_open", level, unique=True, postgresql_where=ended_at.is_(None)),
        Index("ix_on_call_shifts_level_started_at", level, started_at),
    )


class EmergencyContact(Record):
    """Whom to call when everything is down; printed, and verified again every three months."""

    __tablename__ = "emergency_contacts"

    name: Mapped[str] = mapped_column(String(80))
    duty: Mapped[str] = mapped_column(String(80))  # technical lead, database, infrastructure, customer service, …
    phone_e164: Mapped[str] = mapped_column(String(20))
    notes: Mapped[str] = mapped_column(String(300), default="", server_default="")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    verified_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    def __str__(self) -> str:
        return self.name


LEVEL_LABELS = {
    1: N_("Level 1, developer siaga"),
    2: N_("Level 2, senior"),
    3: N_("Level 3, arsitek"),
    4: N_("Level 4, CTO"),
}
COVER_LABELS = {
    CoverKind.OVERRIDE: N_("Menggantikan"),
    CoverKind.SWAP: N_("Tukar jaga"),
    CoverKind.TAKEN: N_("Diambil"),
}
