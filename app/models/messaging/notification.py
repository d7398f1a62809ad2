"""Notifications of our own pages, people's choices by topic and channel, and push subscriptions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.accounts.user import DESK, EVERYONE, TECHNICAL, Role, User
from app.models.messaging.outbox import Channel


class Topic(StrEnum):
    """Kinds of messages as people choose among them."""

    SECURITY = "SECURITY"
    MONEY = "MONEY"
    WORK = "WORK"
    DESK = "DESK"
    CUSTOMERS = "CUSTOMERS"
    FEEDBACK = "FEEDBACK"
    BUGS = "BUGS"
    EXP = "EXP"
    SUPPORT = "SUPPORT"
    REPORTS = "REPORTS"
    COMPANY = "HOUSE"
    OTHER = "OTHER"


ESSENTIAL = frozenset({Topic.SECURITY, Topic.MONEY, Topic.WORK})
"""What nobody can turn off: it is about their account, their money or a job they hold."""

QUIET = frozenset({Topic.DESK, Topic.REPORTS})
"""What reaches people as a notification on our own pages only, unless they choose more."""

TOPIC_LABELS = {
    Topic.SECURITY: N_("Keamanan akun"),
    Topic.MONEY: N_("Invoice dan pembayaran"),
    Topic.WORK: N_("Pekerjaan lapangan"),
    Topic.DESK: N_("Meja CS: kunjungan selesai"),
    Topic.CUSTOMERS: N_("Pelanggan dan percakapan"),
    Topic.FEEDBACK: N_("Masukan Anda"),
    Topic.BUGS: N_("Laporan bug"),
    Topic.EXP: N_("EXP dan tingkat"),
    Topic.SUPPORT: N_("Tiket dukungan"),
    Topic.REPORTS: N_("Masukan dan bug yang masuk"),
    Topic.COMPANY: N_("Keadaan sistem"),
    Topic.OTHER: N_("Kabar lain"),
}

TOPIC_ROLES = {
    Topic.MONEY: DESK | {Role.SALES, Role.MANAGER, Role.MEMBER},
    Topic.WORK: DESK | {Role.TECHNICIAN, Role.MANAGER},
    Topic.DESK: DESK,
    Topic.CUSTOMERS: DESK,
    Topic.COMPANY: TECHNICAL,
    Topic.REPORTS: DESK | TECHNICAL | {Role.PRODUCT},
}


def topics_for(role: Role) -> list[Topic]:
    """What may concern this role at all, in the order it is shown."""
    return [topic for topic in Topic if role in TOPIC_ROLES.get(topic, EVERYONE)]


_AREAS = {
    Topic.SECURITY: ("access", "account", "identity", "member", "passkey", "password", "security", "session", "token"),
    Topic.MONEY: ("invoice", "payment", "proof"),
    Topic.WORK: ("alert", "extension", "place", "queue", "technician", "visit"),
    Topic.CUSTOMERS: ("contact", "customer", "rating", "registration"),
    Topic.FEEDBACK: ("feedback", "nps"),
    Topic.BUGS: ("bug",),
    Topic.EXP: ("exp", "level"),
    Topic.SUPPORT: ("forum", "support", "ticket"),
    Topic.REPORTS: ("report",),
    Topic.OTHER: ("export",),
    Topic.COMPANY: (
        *(
            "alarm",
            "analytics",
            "channel",
            "incident",
            "fact",
            "hook",
            "house",
            "maintenance",
            "on_call",
            "release",
            "status",
        ),
        "webhook",
    ),
}
_TOPIC_OF_KIND = {"visit.finished": Topic.DESK}  # one for every visit, and on a work queue anyway
_TOPIC_OF_AREA = {area: topic for topic, areas in _AREAS.items() for area in areas}


def topic_of(kind: str) -> Topic:
    """The group a kind of message belongs to, by the area before its dot unless it is named."""
    return _TOPIC_OF_KIND.get(kind) or _TOPIC_OF_AREA.get(kind.partition(".")[0], Topic.OTHER)


class Notification(Record):
    """One notification of a person. `link` is a path of ours."""

    __tablename__ = "notifications"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="", server_default="")
    link: Mapped[str | None] = mapped_column(String(500))
    read_at: Mapped[datetime | None] = mapped_column()
    # unique: a delivery makes one notification, however often it is tried
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id", ondelete="SET NULL"), unique=True)

    __table_args__ = (
        Index("ix_notifications_user_id", user_id, "id"),
        Index("ix_notifications_age", "created_at", postgresql_using="brin"),
        Index("ix_notifications_unread", user_id, "id", postgresql_where=read_at.is_(None)),
    )


class NotificationChoice(Record):
    """A person's choice for a topic on a channel; without a row the default holds."""

    __tablename__ = "notification_choices"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    topic: Mapped[Topic] = one_of(Topic, "topic")
    channel: Mapped[Channel] = one_of(Channel, "channel")
    wanted: Mapped[bool]

    __table_args__ = (UniqueConstraint(user_id, "topic", "channel"),)


class PushSubscription(Record):
    """A browser that takes pushes for a person; the browser's own push service gave address and keys."""

    __tablename__ = "push_subscriptions"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    endpoint: Mapped[str] = mapped_column(String(1000), unique=True)
    p256dh: Mapped[str] = mapped_column(String(100))
    auth: Mapped[str] = mapped_column(String(40))
    device: Mapped[str] = mapped_column(String(120), default="", server_default="")  # as the browser calls itself
    device_sha256: Mapped[str] = mapped_column(String(64), default="", server_default="")  # as of its log-ins
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
