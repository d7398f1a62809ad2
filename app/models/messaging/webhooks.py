"""Outgoing webhooks: the addresses that other systems want our facts at, and which facts there are.

A fact is a line of the audit trail with a name. A trigger on `audit_entries` promises it in the same transaction
to whoever subscribed to it, so that nothing is told that did not happen and nothing that happened is left out.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.flow import Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import Role, User

# table → action in the audit trail → the fact's name
FACTS: Mapping[str, Mapping[str, str]] = {
    "customers": {
        "created": "customer.created",
        "changed": "customer.changed",
        "deactivate": "customer.deactivated",
        "activate": "customer.activated",
        "delete": "customer.deleted",
        "restore": "customer.restored",
    },
    "visit_tickets": {
        "created": "visit.created",
        "publish": "visit.opened",
        "fill": "visit.assigned",
        "reopen": "visit.reopened",
        "reschedule": "visit.rescheduled",
        "start": "visit.started",
        "finish": "visit.finished",
        "close": "visit.closed",
        "cancel": "visit.cancelled",
        "rated": "visit.rated",
    },
    "extension_requests": {"approve": "extension.approved", "reject": "extension.rejected"},
    "emergency_alerts": {"created": "alert.raised"},
    "invoices": {
        "created": "invoice.drafted",
        "submit": "invoice.submitted",
        "approve": "invoice.approved",
        "reprice": "invoice.repriced",
        "reject": "invoice.rejected",
        "revise": "invoice.revised",
        "send": "invoice.sent",
        "mark_paid": "invoice.paid",
        "reopen": "invoice.reopened",
        "void": "invoice.voided",
    },
    "payments": {
        "created": "payment.created",
        "verify": "payment.verified",
        "settle": "payment.settled",
        "reject": "payment.rejected",
        "refund": "payment.refunded",
    },
    "feedback": {
        "submitted": "feedback.received",
        "review": "feedback.reviewed",
        "follow_up": "feedback.followed_up",
        "reject": "feedback.rejected",
        "merge": "feedback.merged",
    },
    "bug_reports": {
        "created": "bug.reported",
        "confirm": "bug.confirmed",
        "fix": "bug.fixed",
        "reject": "bug.rejected",
        "mark_duplicate": "bug.duplicate",
        "reopen": "bug.reopened",
    },
    "support_tickets": {
        "created": "support.opened",
        "take": "support.taken",
        "finish": "support.finished",
        "reject": "support.rejected",
        "reopen": "support.reopened",
    },
}
ALL_FACTS: tuple[str, ...] = tuple(fact for actions in FACTS.values() for fact in actions.values())


def triggers_of(facts: Iterable[str]) -> list[str]:
    """Name the lines of the audit trail that tell these facts, as `table.action`."""
    wanted = set(facts)
    return [
        f"{thing}.{action}" for thing, actions in FACTS.items() for action, fact in actions.items() if fact in wanted
    ]


class EndpointStatus(StrEnum):
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"


class WebhookEndpoint(Record):
    """`triggers` is `facts` in the audit trail's words. The secret is not kept: it is drawn from SECRET_KEY."""

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


_KEEPERS = {Role.ADMIN, Role.DEVELOPER, Role.DEVOPS}
_S = EndpointStatus

WEBHOOK_FLOW = Flow(
    "hook",
    WebhookEndpoint,
    EndpointStatus,
    {
        "test": Transition({_S.ACTIVE}, None, by=_KEEPERS, label=N_("Kirim uji"), tone="primary"),
        "pause": Transition({_S.ACTIVE}, _S.PAUSED, by=_KEEPERS, label=N_("Jeda")),
        "resume": Transition({_S.PAUSED}, _S.ACTIVE, by=_KEEPERS, label=N_("Lanjutkan"), tone="positive"),
        "rotate_secret": Transition(
            set(_S),
            None,
            by=_KEEPERS,
            label=N_("Ganti rahasia"),
            tone="danger",
            confirm=N_("Selama 24 jam rahasia lama dan baru sama-sama menandatangani. Lanjutkan?"),
        ),
        "give_up": Transition({_S.ACTIVE}, _S.PAUSED, by=frozenset(), label=N_("Dijeda: alamat sudah tidak ada")),
    },
    subject="endpoint_id",
    labels={_S.ACTIVE: N_("Aktif"), _S.PAUSED: N_("Dijeda")},
)
