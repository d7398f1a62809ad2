"""EXP: an append-only ledger of signed points, the running totals a trigger keeps, and the levels."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base, Record
from app.core.i18n import N_
from app.models.accounts.user import User

CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class ExpRules:
    """Settings for EXP; `daily_limit` and amounts in points."""

    daily_limit: int = 200
    bug_critical: int = 100
    bug_high: int = 50
    bug_medium: int = 25
    bug_low: int = 10
    duplicate_share: int = 20  # per cent of what the first reporter gets


class ExpEntry(Record):
    """One line of the ledger. Append-only: a trigger refuses update and delete, another adds it to the totals.

    An award is positive and stands once per (source, rule), ever; a reversal takes back exactly one award, once;
    a correction is typed in by an admin and may have either sign. `day` is the company's local day.
    """

    __tablename__ = "exp_entries"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    points: Mapped[int]
    rule: Mapped[str] = mapped_column(String(40))
    source_kind: Mapped[str] = mapped_column(String(30))
    source_id: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(300))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # None: the system
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("exp_entries.id"), unique=True)
    capped_from: Mapped[int | None]  # what the day's limit cut down to `points`
    at: Mapped[datetime]
    day: Mapped[date] = mapped_column()

    user: Mapped[User] = relationship(foreign_keys=user_id)
    actor: Mapped[User | None] = relationship(foreign_keys=actor_id)

    __table_args__ = (
        CheckConstraint("points <> 0", name="points"),
        CheckConstraint("points > 0 OR reverses_id IS NOT NULL OR rule = 'correction'", name="sign"),
        CheckConstraint("reverses_id IS NULL OR points < 0", name="reversal_takes"),
        CheckConstraint("actor_id <> user_id OR reverses_id IS NOT NULL", name="nobody_rewards_himself"),
        CheckConstraint("rule <> 'correction' OR (actor_id IS NOT NULL AND reason <> '')", name="correction_is_signed"),
        CheckConstraint("capped_from > points", name="capped"),
        Index(
            "uq_exp_entries_award",
            source_kind,
            source_id,
            rule,
            unique=True,
            postgresql_where=text("reverses_id IS NULL AND rule <> 'correction'"),
        ),
        Index("ix_exp_entries_user_id", user_id, "id"),
        Index("ix_exp_entries_user_day", user_id, day),
        Index("ix_exp_entries_rule_id", rule, "id"),
    )


class ExpBalance(Base):
    """The running total of one person: written by the ledger's trigger, compared with the sum every night."""

    __tablename__ = "exp_balances"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    points: Mapped[int] = mapped_column(BigInteger, default=0)
    hidden: Mapped[bool] = mapped_column(default=False, server_default="false")  # from the leaderboard, by choice
    named: Mapped[bool] = mapped_column(default=False, server_default="false")  # there by the real name, by choice

    user: Mapped[User] = relationship()

    __table_args__ = (Index("ix_exp_balances_points", points.desc(), user_id),)


class ExpMonth(Base):
    """What one person gained in a calendar month (`month` is its first day): the leaderboard of the month."""

    __tablename__ = "exp_months"

    month: Mapped[date] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    points: Mapped[int] = mapped_column(BigInteger, default=0)

    user: Mapped[User] = relationship()

    __table_args__ = (Index("ix_exp_months_points", month, points.desc(), user_id),)


class ExpLevel(Record):
    """A level: reached with `from_points`."""

    __tablename__ = "exp_levels"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    from_points: Mapped[int] = mapped_column(unique=True)

    __table_args__ = (CheckConstraint("from_points >= 0", name="from_points"),)

    def __str__(self) -> str:
        return self.name


RULE_LABELS = {
    "feedback.followed_up": N_("Masukan ditindaklanjuti"),
    "bug.fixed": N_("Bug yang dilaporkan diperbaiki"),
    "bug.duplicate": N_("Laporan serupa diperbaiki"),
    "forum.accepted": N_("Jawaban di forum diterima"),
    CORRECTION: N_("Koreksi oleh admin"),
}
