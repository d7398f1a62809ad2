"""How a person is called: by which channels, how many minutes apart, and whether a test call was received."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.messaging.outbox import Channel

WAYS = (Channel.TELEGRAM, Channel.PUSH, Channel.WHATSAPP, Channel.EMAIL)
STANDARD_ORDER = ((Channel.TELEGRAM, 0), (Channel.PUSH, 0), (Channel.WHATSAPP, 2), (Channel.EMAIL, 5))
LATEST_CALL = 120  # minutes
WAY_LABELS = {
    Channel.TELEGRAM: N_("Telegram"),
    Channel.PUSH: N_("Notifikasi peramban"),
    Channel.WHATSAPP: N_("WhatsApp"),
    Channel.EMAIL: N_("E-mail"),
}


class CallStep(Record):
    """A channel and after how many minutes of a call it is used; a person without rows has STANDARD_ORDER."""

    __tablename__ = "call_steps"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    channel: Mapped[Channel] = one_of([str(one) for one in WAYS], "channel")
    minutes: Mapped[int] = mapped_column(SmallInteger)

    __table_args__ = (
        UniqueConstraint(user_id, "channel"),
        CheckConstraint(f"minutes BETWEEN 0 AND {LATEST_CALL}", name="minutes"),
    )


class ConfirmedBy(StrEnum):
    """By what a person said that they received a test call."""

    TELEGRAM = "TELEGRAM"
    WHATSAPP = "WHATSAPP"
    LINK = "LINK"
    PANEL = "PANEL"


class CallTest(Record):
    """A test call to one person; `confirmed_at` None: not confirmed, or not yet."""

    __tablename__ = "call_tests"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[ConfirmedBy | None] = one_of(ConfirmedBy, "confirmed_by", nullable=True)

    user: Mapped[User] = relationship(foreign_keys=user_id)

    __table_args__ = (
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed"),
        Index("ix_call_tests_user_id_id", user_id, "id"),
    )


CONFIRMED_LABELS = {
    ConfirmedBy.TELEGRAM: N_("Telegram"),
    ConfirmedBy.WHATSAPP: N_("WhatsApp"),
    ConfirmedBy.LINK: N_("tautan"),
    ConfirmedBy.PANEL: N_("panel"),
}
