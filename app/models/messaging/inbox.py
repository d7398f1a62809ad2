"""Inbound events of the providers, stored raw and applied once."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.flow import Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK
from app.models.messaging.contact import WhatsAppContact


class Provider(StrEnum):
    WHATSAPP = "WHATSAPP"
    TELEGRAM = "TELEGRAM"
    MIDTRANS = "MIDTRANS"
    SENDGRID = "SENDGRID"
    CLERK = "CLERK"
    MAIL = "MAIL"  # to the support desk
    META = "META"  # comments and messages of our page


class InboxStatus(StrEnum):
    RECEIVED = "RECEIVED"
    APPLIED = "APPLIED"
    IGNORED = "IGNORED"
    FAILED = "FAILED"


class InboxEvent(Record):
    """What a provider told us, kept as it came, applied once."""

    __tablename__ = "inbox_events"

    provider: Mapped[Provider] = one_of(Provider, "provider")
    unique_key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    raw: Mapped[dict[str, Any]]
    status: Mapped[InboxStatus] = one_of(InboxStatus, "status", default=InboxStatus.RECEIVED)
    due_at: Mapped[datetime] = mapped_column()
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    applied_at: Mapped[datetime | None]
    repeats: Mapped[int] = mapped_column(default=0, server_default="0")  # how often it came once more
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("whatsapp_contacts.id"), index=True)
    summary: Mapped[str] = mapped_column(String(300), default="")  # what a person reads in the list

    contact: Mapped[WhatsAppContact | None] = relationship()

    __table_args__ = (
        Index("ix_inbox_events_due", due_at, postgresql_where=status == "RECEIVED"),
        Index("ix_inbox_events_status_id", status, "id"),
        Index("ix_inbox_events_age", "created_at", postgresql_using="brin"),
        Index("ix_inbox_events_provider_id", provider, "id"),
        Index("ix_inbox_events_kind_id", kind, "id"),
    )


INBOX_FLOW = Flow(
    "inbox",
    InboxEvent,
    InboxStatus,
    {
        "replay": Transition(
            {InboxStatus.FAILED, InboxStatus.IGNORED},
            InboxStatus.RECEIVED,
            by=DESK,
            label=N_("Proses ulang"),
            tone="primary",
            bulk=True,
        ),
        "apply": Transition({InboxStatus.RECEIVED}, InboxStatus.APPLIED, by=frozenset(), label=N_("Diproses")),
        "ignore": Transition({InboxStatus.RECEIVED}, InboxStatus.IGNORED, by=frozenset(), label=N_("Diabaikan")),
        "give_up": Transition({InboxStatus.RECEIVED}, InboxStatus.FAILED, by=frozenset(), label=N_("Gagal diproses")),
    },
    subject="event_id",
    labels={
        InboxStatus.RECEIVED: N_("Diterima"),
        InboxStatus.APPLIED: N_("Diproses"),
        InboxStatus.IGNORED: N_("Diabaikan"),
        InboxStatus.FAILED: N_("Gagal"),
    },
    tones={
        InboxStatus.RECEIVED: "warning",
        InboxStatus.APPLIED: "positive",
        InboxStatus.IGNORED: "neutral",
        InboxStatus.FAILED: "danger",
    },
)
