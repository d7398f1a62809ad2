"""People and programs outside that are told what the status page says, without an account."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_, Sentence
from app.models.messaging.contact import WhatsAppContact

ASKS_A_DAY = 5  # links sent to one e-mail address or webhook


class SubscriberChannel(StrEnum):
    EMAIL = "EMAIL"
    WHATSAPP = "WHATSAPP"
    TELEGRAM = "TELEGRAM"
    WEBHOOK = "WEBHOOK"


class StatusSubscriber(Record):
    """`component_ids` empty: all of them. Without `confirmed_at` nothing but the confirmation is sent.

    One address, that of the channel; a WhatsApp or Telegram chat is known from the message that confirms it.
    """

    __tablename__ = "status_subscribers"

    channel: Mapped[SubscriberChannel] = one_of(
        SubscriberChannel, "channel", default=SubscriberChannel.EMAIL, server_default="EMAIL"
    )
    email: Mapped[str | None] = mapped_column(String(254), unique=True)  # in small letters
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("whatsapp_contacts.id"), index=True, unique=True)
    chat_id: Mapped[int | None] = mapped_column(BigInteger, index=True, unique=True)  # of a Telegram chat
    url: Mapped[str | None] = mapped_column(String(250), index=True, unique=True)
    locale: Mapped[str] = mapped_column(String(5), default="id", server_default="id")
    component_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), default=list, server_default="{}")
    confirmed_at: Mapped[datetime | None] = mapped_column()
    ask_date: Mapped[date]
    asks: Mapped[int] = mapped_column(default=1, server_default="1")  # links asked for on `ask_date`

    contact: Mapped[WhatsAppContact | None] = relationship()

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email"),
        CheckConstraint(
            "num_nonnulls(email, contact_id, chat_id, url) = CASE channel"
            " WHEN 'EMAIL' THEN (email IS NOT NULL)::int"
            " WHEN 'WEBHOOK' THEN (url IS NOT NULL)::int"
            " WHEN 'WHATSAPP' THEN (contact_id IS NOT NULL)::int"
            " ELSE (chat_id IS NOT NULL)::int END",
            name="address",
        ),
        CheckConstraint(
            "num_nonnulls(email, contact_id, chat_id, url) = 1"
            " OR (confirmed_at IS NULL AND channel IN ('WHATSAPP', 'TELEGRAM'))",
            name="reachable",
        ),
        Index("ix_status_subscribers_confirmed", "id", postgresql_where=confirmed_at.is_not(None)),
    )

    @property
    def address(self) -> str:
        """As a person reads it; empty for a chat that is not known yet."""
        chat = f"Telegram {self.chat_id}" if self.chat_id is not None else ""
        return self.email or self.url or (self.contact and (self.contact.phone_e164 or str(self.contact))) or chat

    def __str__(self) -> str:
        return self.address


CHANNEL_LABELS: dict[SubscriberChannel, Sentence] = {
    SubscriberChannel.EMAIL: N_("E-mail"),
    SubscriberChannel.WHATSAPP: N_("WhatsApp"),
    SubscriberChannel.TELEGRAM: N_("Telegram"),
    SubscriberChannel.WEBHOOK: N_("Webhook"),
}
