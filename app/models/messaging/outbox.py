"""Events to tell somebody about (outbox), and one delivery per recipient and channel."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.flow import Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, TECHNICAL, User
from app.models.customers.customer import Customer
from app.models.messaging.contact import WhatsAppContact


class OutboxStatus(StrEnum):
    WAITING = "WAITING"
    ADDRESSED = "ADDRESSED"  # every delivery has been written; their own rows tell the rest
    PARKED = "PARKED"


class OutboxMessage(Record):
    """A fact someone must be told, written in the same transaction as the fact."""

    __tablename__ = "outbox_messages"

    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]]
    status: Mapped[OutboxStatus] = one_of(
        OutboxStatus, "status", default=OutboxStatus.WAITING, server_default="WAITING"
    )
    due_at: Mapped[datetime] = mapped_column()
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    error: Mapped[str] = mapped_column(Text, default="", server_default="")
    visit_id: Mapped[int | None] = mapped_column(BigInteger, index=True)  # what it is about, to show it there
    invoice_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    dedup_key: Mapped[str | None] = mapped_column(String(120), unique=True)

    __table_args__ = (
        Index("ix_outbox_messages_due", due_at, postgresql_where=status == "WAITING"),
        Index("ix_outbox_messages_status_id", status, "id"),
        Index("ix_outbox_messages_age", "created_at", postgresql_using="brin"),
    )


OUTBOX_EVENT_FLOW = Flow(
    "promise",
    OutboxMessage,
    OutboxStatus,
    {
        "retry": Transition(
            {OutboxStatus.PARKED}, OutboxStatus.WAITING, by=DESK, label=N_("Coba lagi"), tone="primary", bulk=True
        ),
        "address": Transition(
            {OutboxStatus.WAITING}, OutboxStatus.ADDRESSED, by=frozenset(), label=N_("Dibuatkan surat")
        ),
        "park": Transition({OutboxStatus.WAITING}, OutboxStatus.PARKED, by=frozenset(), label=N_("Berhenti dicoba")),
        # to somebody more, or by another channel; the deliveries that are there already stay as they are
        "address_again": Transition(
            set(OutboxStatus), OutboxStatus.WAITING, by=frozenset(), label=N_("Dikirim juga lewat jalan lain")
        ),
    },
    subject="message_id",
    labels={
        OutboxStatus.WAITING: N_("Menunggu"),
        OutboxStatus.ADDRESSED: N_("Sudah dibuatkan surat"),
        OutboxStatus.PARKED: N_("Gagal"),
    },
    tones={
        OutboxStatus.WAITING: "warning",
        OutboxStatus.ADDRESSED: "neutral",
        OutboxStatus.PARKED: "danger",
    },
)


class Channel(StrEnum):
    WHATSAPP = "WHATSAPP"
    TELEGRAM = "TELEGRAM"
    EMAIL = "EMAIL"
    IN_APP = "IN_APP"  # a notification on our own pages
    PUSH = "PUSH"  # a browser's push service
    META = "META"  # our page at Facebook and Instagram
    WEBHOOK = "WEBHOOK"  # another system that subscribed to our facts


class DeliveryStatus(StrEnum):
    QUEUED = "QUEUED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    READ = "READ"
    PARKED = "PARKED"  # failed for good, or too often
    SANDBOX = "SANDBOX"  # the channel has no credentials: shown, not sent
    BY_HAND = "BY_HAND"  # outside the window and no template: CS sends it by a wa.me link
    NO_ADDRESS = "NO_ADDRESS"
    CANCELLED = "CANCELLED"


class Delivery(Record):
    """One message to one recipient on one channel. `payload` is what the channel's client needs beyond the text."""

    __tablename__ = "deliveries"

    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_messages.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    channel: Mapped[Channel] = one_of(Channel, "channel")
    status: Mapped[DeliveryStatus] = one_of(DeliveryStatus, "status", default=DeliveryStatus.QUEUED)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("whatsapp_contacts.id"))
    address: Mapped[str] = mapped_column(String(254), default="")
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_at: Mapped[datetime] = mapped_column()
    tries: Mapped[int] = mapped_column(default=0)
    provider_id: Mapped[str | None] = mapped_column(String(128))
    error_code: Mapped[str] = mapped_column(String(60), default="")
    error_detail: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    idempotency_key: Mapped[str] = mapped_column(String(120), unique=True)

    message: Mapped[OutboxMessage] = relationship()
    user: Mapped[User | None] = relationship()
    customer: Mapped[Customer | None] = relationship()
    contact: Mapped[WhatsAppContact | None] = relationship()

    __table_args__ = (
        Index("ix_deliveries_due", channel, due_at, postgresql_where=status == "QUEUED"),
        Index("ix_deliveries_provider_id", provider_id, postgresql_where=provider_id.is_not(None)),
        Index("ix_deliveries_message_id", message_id),
        Index("ix_deliveries_age", "created_at", postgresql_using="brin"),
        Index("ix_deliveries_customer_id", customer_id, "id"),
        Index("ix_deliveries_contact_id", contact_id, "id"),
        Index("ix_deliveries_status_id", status, "id"),
        Index("ix_deliveries_channel_id", channel, "id"),
        Index("ix_deliveries_kind_id", kind, "id"),
        Index("ix_deliveries_address_prefix", address, postgresql_ops={"address": "text_pattern_ops"}),
    )


_S = DeliveryStatus
_AGAIN = {_S.PARKED, _S.SANDBOX, _S.BY_HAND, _S.NO_ADDRESS}

DELIVERY_FLOW = Flow(
    "delivery",
    Delivery,
    DeliveryStatus,
    {
        "resend": Transition(
            _AGAIN, _S.QUEUED, by=DESK | TECHNICAL, label=N_("Kirim ulang"), tone="primary", bulk=True
        ),
        "sent_by_hand": Transition({_S.BY_HAND}, _S.SENT, by=DESK, label=N_("Sudah saya kirim")),
        "drop": Transition(
            {_S.QUEUED, *_AGAIN},
            _S.CANCELLED,
            by=DESK,
            label=N_("Jangan kirim"),
            tone="danger",
            bulk=True,
        ),
        # What providers tell, in any order and any number of times; what the relay itself learns is written for
        # many deliveries at once by the guarded statements of app.jobs.outbox.sending.lease, from QUEUED only.
        "reach_sent": Transition({_S.QUEUED, _S.PARKED}, _S.SENT, by=frozenset(), label=N_("Terkirim")),
        "reach_delivered": Transition(
            {_S.QUEUED, _S.PARKED, _S.SENT}, _S.DELIVERED, by=frozenset(), label=N_("Tersampaikan")
        ),
        "reach_read": Transition(
            {_S.QUEUED, _S.PARKED, _S.SENT, _S.DELIVERED}, _S.READ, by=frozenset(), label=N_("Dibaca")
        ),
        "lose_address": Transition(
            {_S.QUEUED, *_AGAIN}, _S.NO_ADDRESS, by=frozenset(), label=N_("Alamat tidak berlaku lagi")
        ),
        "show_sandbox": Transition({_S.QUEUED}, _S.SANDBOX, by=frozenset(), label=N_("Saluran belum disetel")),
        "withdraw": Transition({_S.QUEUED}, _S.CANCELLED, by=frozenset(), label=N_("Undangan sudah berakhir")),
        "fail": Transition({_S.QUEUED, _S.SENT}, _S.PARKED, by=frozenset(), label=N_("Gagal")),
        "leave_to_desk": Transition({_S.QUEUED, _S.SENT}, _S.BY_HAND, by=frozenset(), label=N_("Kirim manual")),
        "release": Transition({_S.PARKED}, _S.QUEUED, by=frozenset(), label=N_("Jendela terbuka lagi")),
        # a sent message whose words no longer hold: edited in the chat, in the same row
        "edit": Transition({_S.SENT, _S.DELIVERED, _S.READ}, _S.QUEUED, by=frozenset(), label=N_("Pesan diganti")),
        "send_by_template": Transition(
            {_S.QUEUED, _S.SENT}, _S.QUEUED, by=frozenset(), label=N_("Kirim dengan templat")
        ),
    },
    subject="delivery_id",
    labels={
        _S.QUEUED: N_("Menunggu"),
        _S.SENT: N_("Terkirim"),
        _S.DELIVERED: N_("Tersampaikan"),
        _S.READ: N_("Dibaca"),
        _S.PARKED: N_("Gagal"),
        _S.SANDBOX: N_("Tidak dikirim: mode sandbox"),
        _S.BY_HAND: N_("Kirim manual"),
        _S.NO_ADDRESS: N_("Tidak ada alamat"),
        _S.CANCELLED: N_("Tidak jadi dikirim"),
    },
    tones={
        _S.QUEUED: "warning",
        _S.SENT: "primary",
        _S.DELIVERED: "positive",
        _S.READ: "positive",
        _S.PARKED: "danger",
        _S.SANDBOX: "neutral",
        _S.BY_HAND: "warning",
        _S.NO_ADDRESS: "neutral",
        _S.CANCELLED: "neutral",
    },
)
