"""What the status page's subscribers are told: to confirm an address, and news written some hundreds at a time."""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.i18n import N_
from app.http.pages.links.subscriber_link import confirm_link, manage_path
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage
from app.jobs.outbox.messages.status.subscribers import asked_of, full, news_to
from app.models.company import Company
from app.models.incidents.incident import EntryKind, Incident, IncidentEntry, IncidentStatus
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.messaging.outbox import OutboxMessage
from app.models.status.status_page import PlannedMaintenance
from app.models.status.subscriber import StatusSubscriber, SubscriberChannel
from workflows.status import collect_status, list_component_ids, list_subscribers, news_json

AT_ONCE = 500  # rows written in one transaction; the event stays due until everybody is written to
FACT_WORDS = {
    "planned": N_("Dijadwalkan"),
    "started": N_("Dimulai"),
    "cancelled": N_("Dibatalkan"),
    "completed": N_("Selesai"),
}
SOON = timedelta(microseconds=1)  # later than the run that is on, due in the next


def subscription_asked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    subscriber = session.get(StatusSubscriber, message.payload["subscriber_id"])
    if subscriber is None:
        return
    confirmed = subscriber.confirmed_at is not None
    link, sealed = (manage_path(subscriber.id), None) if confirmed else confirm_link(subscriber.id, utc_now())
    facts = {"company": session.get(Company, 1), "confirmed": confirmed}
    yield asked_of(message, subscriber, facts, link, sealed=sealed)


def news(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    incident = session.get_one(Incident, message.payload["incident_id"])
    first = message.payload["entry_id"]
    found = select(IncidentEntry).where(
        IncidentEntry.incident_id == incident.id,
        IncidentEntry.kind == EntryKind.PUBLIC,
        IncidentEntry.id >= first if message.payload["digest"] else IncidentEntry.id == first,
    )
    entries = session.scalars(found.order_by(IncidentEntry.id)).all()
    short = {"id": entries[-1].text, "en": entries[-1].text_en or entries[-1].text} if entries else {}
    facts = {"entries": entries, "words": INCIDENT_FLOW.labels, "shorts": short}
    yield from _about_incident(session, message, incident, facts)


def incident_over(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    incident = session.get_one(Incident, message.payload["incident_id"])
    over = dict.fromkeys(("id", "en"), INCIDENT_FLOW.labels[IncidentStatus.RESOLVED])
    yield from _about_incident(session, message, incident, {"shorts": over})


def maintenance(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    plan = session.get_one(PlannedMaintenance, message.payload["maintenance_id"])
    fact = FACT_WORDS[message.payload["fact"]]
    facts = {"plan": plan, "fact_words": fact, "shorts": dict.fromkeys(("id", "en"), fact)}
    yield from _to_subscribers(session, message, plan, plan.component_ids, facts)


def _about_incident(
    session: Session, message: OutboxMessage, incident: Incident, facts: dict[str, Any]
) -> Iterator[OutgoingMessage]:
    """A security incident is told to nobody outside, from the moment it is one."""
    if not incident.is_restricted:
        components = list_component_ids(session, incident.component)
        yield from _to_subscribers(session, message, incident, components, {"incident": incident, **facts})


def _to_subscribers(
    session: Session,
    message: OutboxMessage,
    about: Incident | PlannedMaintenance,
    component_ids: Collection[int],
    facts: dict[str, Any],
) -> Iterator[OutgoingMessage]:
    titles = {"id": about.title, "en": about.title_en or about.title}
    facts = {"company": session.get(Company, 1), "titles": titles, **facts}
    after = message.payload.get("after_id", 0)
    found = list_subscribers(session, component_ids=component_ids, after_id=after, limit=AT_ONCE)
    body = _webhook_body(session, found, about)
    for subscriber in found:
        yield news_to(message, subscriber, facts, body)
    if len(found) == AT_ONCE:
        message.payload = {**message.payload, "after_id": found[-1].id}
        message.due_at = utc_now() + SOON


def _webhook_body(
    session: Session, found: Collection[StatusSubscriber], about: Incident | PlannedMaintenance
) -> dict[str, Any]:
    """Read once for all of them, and only if one of them is a webhook."""
    if not any(one.channel == SubscriberChannel.WEBHOOK for one in found):
        return {}
    return news_json(collect_status(session, now=utc_now()), about, url=full("/status/"))


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "status.subscription_asked": subscription_asked,
    "status.news": news,
    "status.incident_over": incident_over,
    "status.maintenance": maintenance,
}
