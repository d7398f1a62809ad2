"""Deliveries, the events behind them, and what providers told us: for CS's own programs."""

from app.api.fields import Items, Text
from app.api.plain_resource import plain_resource
from app.api.resource import Resource, exact, one_of, same
from app.api.schemas import record_schema
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.messaging.webhooks import WebhookEndpoint
from app.policies.visibility import deliveries_visible_to, inbox_visible_to

DELIVERIES = Resource(
    "deliveries",
    Delivery,
    record_schema(
        "Delivery",
        Delivery,
        (
            "id",
            "message_id",
            "kind",
            "channel",
            "status",
            "user_id",
            "customer_id",
            "subject",
            "due_at",
            "tries",
            "error_code",
            "sent_at",
            "delivered_at",
            "read_at",
            "created_at",
        ),
    ),
    deliveries_visible_to,
    filters={
        "status": one_of(Delivery.status),
        "channel": one_of(Delivery.channel),
        "kind": exact(Delivery.kind, 60),
        "customer_id": same(Delivery.customer_id),
    },
)

INBOX = Resource(
    "inbox",
    InboxEvent,
    record_schema(
        "InboxEvent",
        InboxEvent,
        ("id", "provider", "kind", "status", "due_at", "tries", "applied_at", "summary", "created_at"),
    ),
    inbox_visible_to,
    filters={"status": one_of(InboxEvent.status), "provider": one_of(InboxEvent.provider)},
)

OUTBOX_EVENTS = plain_resource(
    "promises",
    "Promise",
    OutboxMessage,
    "id kind status due_at tries visit_id invoice_id created_at",
    by=("status", "visit_id", "invoice_id"),
)

HOOKS = plain_resource(
    "hooks",
    "Hook",
    WebhookEndpoint,
    "id name url status paused_because secret_version created_by_id created_at",
    by=("status",),
    facts=Items(Text(80)),
)
