"""Escalation: who is called when, until the incident is acknowledged."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, one_of
from app.models.monitoring.alarm import CAN_WAIT, Severity

_CAN_WAIT = ", ".join(f"'{one}'" for one in sorted(CAN_WAIT))


class EscalationPolicy(Record):
    """One for each severity. Minutes until the next level is called; after level 3 somebody decides about level 4."""

    __tablename__ = "escalation_policies"

    severity: Mapped[Severity] = one_of(Severity, "severity", unique=True)
    level1_minutes: Mapped[int] = mapped_column(default=30)
    level2_minutes: Mapped[int] = mapped_column(default=60)
    level3_minutes: Mapped[int] = mapped_column(default=120)
    stop_at_acknowledgement: Mapped[bool] = mapped_column(default=False, server_default="false")
    acknowledgement_minutes: Mapped[int] = mapped_column(default=30)  # then it calls again, where acknowledging stops
    # nobody is called outside of working hours, and the minutes run within them only
    working_hours: Mapped[bool] = mapped_column(default=False, server_default="false")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (
        CheckConstraint(
            "least(level1_minutes, level2_minutes, level3_minutes, acknowledgement_minutes) >= 1", name="minutes"
        ),
        CheckConstraint(f"NOT working_hours OR severity IN ({_CAN_WAIT})", name="working_hours"),
    )

    def minutes_of(self, level: int) -> int:
        return {1: self.level1_minutes, 2: self.level2_minutes, 3: self.level3_minutes}[level]

    def __str__(self) -> str:
        return str(self.severity)


class EscalationStatus(StrEnum):
    RINGING = "RINGING"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    SNOOZED = "SNOOZED"
    ENDED = "ENDED"


class Escalation(Record):
    """The state of one incident's calls. A cycle begins at level 1; level 4 is called by decision."""

    __tablename__ = "escalations"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), unique=True)
    status: Mapped[EscalationStatus] = one_of(EscalationStatus, "status", default=EscalationStatus.RINGING)
    cycle: Mapped[int] = mapped_column(default=1, server_default="1")
    level: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")  # the highest that was called
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    acknowledged_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_escalations_open", "id", postgresql_where=text("status <> 'ENDED'")),)


class TimerKind(StrEnum):
    LEVEL = "LEVEL"  # call this level
    DECISION = "DECISION"  # ask whether level 4 shall be called
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT"  # acknowledged long ago and not over: call again
    WAKE = "WAKE"  # the end of a snooze


class EscalationTimer(Record):
    """Written in the same transaction as what it follows from; a sweep claims it once."""

    __tablename__ = "escalation_timers"

    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    cycle: Mapped[int] = mapped_column()
    kind: Mapped[TimerKind] = one_of(TimerKind, "kind")
    level: Mapped[int] = mapped_column(SmallInteger, default=0)
    due_at: Mapped[datetime] = mapped_column()
    done_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (
        UniqueConstraint(escalation_id, cycle, kind, level),
        Index("ix_escalation_timers_due", due_at, postgresql_where=done_at.is_(None)),
    )


class EscalationCall(Record):
    """A call to one person: once for each cycle and level, however often a sweep is repeated."""

    __tablename__ = "escalation_calls"

    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    cycle: Mapped[int] = mapped_column()
    level: Mapped[int] = mapped_column(SmallInteger)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    late_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    planned_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint(escalation_id, cycle, level, user_id),)
