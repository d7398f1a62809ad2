"""Outgoing webhooks: addresses of other systems that subscribe to facts.

A fact is an audit entry with a name (`app.models.facts`). A trigger on `audit_entries` emits it in the same transaction
to every endpoint that subscribed to it.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.flow import Action, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import TECHNICAL, User


class EndpointStatus(StrEnum):
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"


class WebhookEndpoint(Record):
    """`triggers` is `facts` as `table.action` of the audit log. The secret is derived from SECRET_KEY, not stored."""

    __tablename__ = "webhook_endpoints"

    name: Mapped[str] = mapped_column(String(80))
    url: Mapped[str] = mapped_column(String(250))
    facts: Mapped[list[str]] = mapped_column(ARRAY(Text))
    triggers: Mapped[list[str]] = mapped_column(ARRAY(Text))
    status: Mapped[EndpointStatus] = one_of(EndpointStatus, "status", default=EndpointStatus.ACTIVE)
    secret_version: Mapped[int] = mapped_column(SmallInteger, default=1)
    secret_changed_at: Mapped[datetime | None]  # for a day both secrets sign
    paused_because: Mapped[str] = mapped_column(String(300), default="", server_default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    created_by: Mapped[User | None] = relationship()

    __table_args__ = (
        CheckConstraint("url ~ '^https?://'", name="url"),
        CheckConstraint("cardinality(facts) > 0", name="wants_something"),
        Index("ix_webhook_endpoints_triggers", triggers, postgresql_using="gin"),
    )

    def __str__(self) -> str:
        return self.name


_S = EndpointStatus

WEBHOOK_FLOW = Flow(
    "hook",
    WebhookEndpoint,
    EndpointStatus,
    {
        "test": Action({_S.ACTIVE}, by=TECHNICAL, label=N_("Kirim uji"), tone="primary"),
        "pause": Transition({_S.ACTIVE}, _S.PAUSED, by=TECHNICAL, label=N_("Jeda")),
        "resume": Transition({_S.PAUSED}, _S.ACTIVE, by=TECHNICAL, label=N_("Lanjutkan"), tone="positive"),
        "rotate_secret": Action(
            set(_S),
            by=TECHNICAL,
            label=N_("Ganti rahasia"),
            tone="danger",
            confirm=N_("Selama 24 jam rahasia lama dan baru sama-sama menandatangani. Lanjutkan?"),
            fresh=True,
        ),
        "give_up": Transition({_S.ACTIVE}, _S.PAUSED, by=frozenset(), label=N_("Dijeda: alamat sudah tidak ada")),
    },
    subject="endpoint_id",
    labels={_S.ACTIVE: N_("Aktif"), _S.PAUSED: N_("Dijeda")},
    tones={
        _S.ACTIVE: "positive",
        _S.PAUSED: "neutral",
    },
)
