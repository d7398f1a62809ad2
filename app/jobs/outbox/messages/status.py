"""E-mails to the status page's subscribers: to confirm an address, and news written some hundreds at a time."""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import Sealed
from app.http.pages.subscriber_link import confirm_link, manage_path
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage
from app.models.company import Company
from app.models.incidents.incident import EntryKind, Incident, IncidentEntry
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.messaging.notification import Topic
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.status.status_page import MAINTENANCE_FLOW, PlannedMaintenance
from app.models.status.subscriber import StatusSubscriber
from workflows.status import list_component_ids, list_subscribers

AT_ONCE = 500  # rows written in one transaction; the event stays due until everybody is written to
SOON = timedelta(microseconds=1)  # later than the run that is on, due in the next


def subscription_asked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    subscriber = session.get(StatusSubscriber, message.payload["subscriber_id"])
    if subscriber is None:
        return
    confirmed = subscriber.confirmed_at is not None
    facts = {"company": session.get(Company, 1), "confirmed": confirmed}
    if confirmed:
        yield _mail(message, subscriber, facts, manage_path(subscriber.id), urgent=True)
        return
    link, sealed = confirm_link(subscriber.id, utc_now())
    yield _mail(message, subscriber, facts, link, sealed=sealed, urgent=True)


def news(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    incident = session.get_one(Incident, message.payload["incident_id"])
    first = message.payload["entry_id"]
    found = select(IncidentEntry).where(
        IncidentEntry.incident_id == incident.id,
        IncidentEntry.kind == EntryKind.PUBLIC,
        IncidentEntry.id >= first if message.payload["digest"] else IncidentEntry.id == first,
    )
    entries = session.scalars(found.order_by(IncidentEntry.id)).all()
    yield from _about_incident(session, message, incident, {"entries": entries, "words": INCIDENT_FLOW.labels})


def incident_over(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    incident = session.get_one(Incident, message.payload["incident_id"])
    yield from _about_incident(session, message, incident, {})


def maintenance(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    plan = session.get_one(PlannedMaintenance, message.payload["maintenance_id"])
    facts = {"plan": plan, "fact": message.payload["fact"], "words": MAINTENANCE_FLOW.labels}
    yield from _to_subscribers(session, message, plan.component_ids, facts)


def _about_incident(
    session: Session, message: OutboxMessage, incident: Incident, facts: dict[str, Any]
) -> Iterator[OutgoingMessage]:
    """A security incident is told to nobody outside, from the moment it is one."""
    if not incident.is_restricted:
        components = list_component_ids(session, incident.component)
        yield from _to_subscribers(session, message, components, {"incident": incident, **facts})


def _to_subscribers(
    session: Session, message: OutboxMessage, component_ids: Collection[int], facts: dict[str, Any]
) -> Iterator[OutgoingMessage]:
    facts = {"company": session.get(Company, 1), **facts}
    after = message.payload.get("after_id", 0)
    found = list_subscribers(session, component_ids=component_ids, after_id=after, limit=AT_ONCE)
    for subscriber in found:
        yield _mail(message, subscriber, facts, "/status/" if subscriber.locale == "id" else "/status/en/", stop=True)
    if len(found) == AT_ONCE:
        message.payload = {**message.payload, "after_id": found[-1].id}
        message.due_at = utc_now() + SOON


def _mail(
    message: OutboxMessage,
    subscriber: StatusSubscriber,
    facts: dict[str, Any],
    link: str,
    *,
    stop: bool = False,
    sealed: Sealed | None = None,
    urgent: bool = False,
) -> OutgoingMessage:
    extra: dict[str, Any] = {"address": subscriber.email, "locale": subscriber.locale}
    if sealed:
        extra["sealed"] = sealed
    if stop:
        extra["stop"] = {"path": manage_path(subscriber.id), "topic": str(Topic.COMPANY)}
    return OutgoingMessage(
        channel=Channel.EMAIL,
        template=message.kind,
        facts={**facts, "english": subscriber.locale == "en"},
        link=link,
        extra=extra,
        key=f"s{subscriber.id}",
        urgent=urgent,
    )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "status.subscription_asked": subscription_asked,
    "status.news": news,
    "status.incident_over": incident_over,
    "status.maintenance": maintenance,
}
