"""Facts for other systems: one message of JSON for each address that subscribed.

Thin on purpose: what happened to which record, and where the API tells the rest to those who may read it.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage
from app.models import FLOW_OF_TABLE
from app.models.audit.audit_log import AuditEntry
from app.models.facts import FACTS
from app.models.incidents.incident import Incident
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.messaging.webhooks import EndpointStatus, WebhookEndpoint
from app.models.support.ticket import SupportTicket, TicketKind
from workflows.webhooks import signing_versions

THINGS = {
    "customers": "customers",
    "visit_tickets": "visits",
    "invoices": "invoices",
    "payments": "payments",
    "feedback": "feedback",
    "bug_reports": "bugs",
    "incidents": "incidents",
    "releases": "releases",
    "support_tickets": "support",
}
NAMED_BY = ("number", "code")
ALSO = {"releases": ("system", "version", "percent")}  # what a receiver would ask for at once


def fact_happened(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Whoever subscribed to it and is still active."""
    line = session.get_one(AuditEntry, message.payload["audit_id"])
    fact = FACTS[line.thing][line.action]
    if _is_restricted(session, line):
        return
    wanted = select(WebhookEndpoint).where(
        WebhookEndpoint.status == EndpointStatus.ACTIVE, WebhookEndpoint.facts.contains([fact])
    )
    body = _written(fact, line.at, _about(session, line))
    for endpoint in session.scalars(wanted.order_by(WebhookEndpoint.id)):
        yield _message(message, endpoint, f"fact_{line.id}", body)


def hook_tested(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    endpoint = session.get_one(WebhookEndpoint, message.payload["endpoint_id"])
    body = _written("hook.tested", message.created_at, {"id": endpoint.id, "name": endpoint.name})
    yield _message(message, endpoint, f"test_{message.id}", body)


def _is_restricted(session: Session, line: AuditEntry) -> bool:
    """A security incident or ticket is told to nobody outside."""
    incident = session.get(Incident, line.thing_id) if line.thing == Incident.__tablename__ else None
    ticket = session.get(SupportTicket, line.thing_id) if line.thing == SupportTicket.__tablename__ else None
    return bool((incident and incident.is_restricted) or (ticket and ticket.kind == TicketKind.SECURITY))


def _about(session: Session, line: AuditEntry) -> dict[str, Any]:
    about: dict[str, Any] = {"id": line.thing_id}
    flow = FLOW_OF_TABLE.get(line.thing)
    record = session.get(flow.model, line.thing_id) if flow is not None else None
    about |= {name: getattr(record, name) for name in NAMED_BY if getattr(record, name, None)}
    about |= {name: getattr(record, name) for name in ALSO.get(line.thing, ())}
    was, became = line.changes.get("status") or (None, getattr(record, "status", None))
    about |= {"status": became, "was": was or None}
    if record is None and "name" in line.changes:
        about["name"] = line.changes["name"]
    if line.thing in THINGS:
        base = current_app.config["SETTINGS"].public_url.rstrip("/")
        about["url"] = f"{base}/api/v1/{THINGS[line.thing]}/{line.thing_id}"
    return about


def _written(fact: str, at: datetime, about: dict[str, Any]) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": fact, "timestamp": moment, "data": about}, ensure_ascii=False)


def _message(message: OutboxMessage, endpoint: WebhookEndpoint, message_id: str, body: str) -> OutgoingMessage:
    signed = {"endpoint": endpoint.id, "versions": signing_versions(endpoint, now=utc_now()), "id": message_id}
    return OutgoingMessage(
        channel=Channel.WEBHOOK,
        template=message.kind,
        facts={"body": body},
        extra={"address": endpoint.url, "hook": signed},
        key=f"h{endpoint.id}",
    )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"fact.happened": fact_happened, "hook.tested": hook_tested}
