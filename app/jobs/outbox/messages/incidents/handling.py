"""Messages about an incident while it is handled and after its end."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member, to_user
from app.jobs.outbox.messages.owners import owner_or_admins
from app.models.accounts.user import User, UserStatus
from app.models.feedback.bug import BugReport
from app.models.incidents.incident import ActionItem, Incident, IncidentReport, IncidentStatus
from app.models.messaging.outbox import OutboxMessage
from app.models.on_call.escalation import Escalation, EscalationCall
from app.policies.visibility import may_know_of_bug


def call_taken(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    incident, person = _incident(session, message), session.get_one(User, message.payload["user_id"])
    escalation = session.scalars(select(Escalation).where(Escalation.incident_id == incident.id)).one()
    holder = session.get(User, escalation.acknowledged_by_id or 0)
    facts = incident_facts(incident) | {"holder": holder.name if holder else "–"}
    yield from to_member(session, person, message.kind, facts, link=_panel(incident))


def to_admins(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    incident = _incident(session, message)
    facts = incident_facts(incident) | {"level": message.payload.get("level", 4)}
    for admin in owner_or_admins(session):
        yield to_user(admin, message.kind, facts, link=_panel(incident))


def handed_over(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    person = session.get_one(User, message.payload["user_id"])
    yield to_user(person, message.kind, {"count": message.payload["count"]}, link="/admin/incidents/")


def incident_ended(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Whoever was called, and the reporters of linked bugs in their own words."""
    incident = _incident(session, message)
    called = select(EscalationCall.user_id).join(Escalation).where(Escalation.incident_id == incident.id)
    here = select(User).where(User.id.in_(called), User.status == UserStatus.ACTIVE)
    for person in session.scalars(here.order_by(User.id)):
        yield from to_member(
            session, person, message.kind, incident_facts(incident) | {"bug": None}, link=_panel(incident)
        )
    linked = select(IncidentReport.bug_id).where(IncidentReport.incident_id == incident.id)
    for bug in session.scalars(select(BugReport).where(BugReport.id.in_(linked)).order_by(BugReport.id)):
        if bug.reporter and may_know_of_bug(bug, bug.reporter) and not incident.is_restricted:
            facts = incident_facts(incident) | {"bug": bug}
            yield from to_member(session, bug.reporter, message.kind, facts, key=f"bug{bug.id}")


def item_due(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Its owner, unless it is done meanwhile; who has left is replaced by the admins."""
    item = session.get_one(ActionItem, message.payload["item_id"])
    if item.done_at is None:
        incident = session.get_one(Incident, item.incident_id)
        for person in owner_or_admins(session, item.owner):
            facts = incident_facts(incident) | {"item": item, "reader": person}
            yield from to_member(session, person, message.kind, facts, link=_panel(incident))


def update_due(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Whoever speaks to customers, else the commander, else the admins."""
    incident = _incident(session, message)
    if incident.status == IncidentStatus.RESOLVED or incident.is_restricted:
        return
    for reader in owner_or_admins(session, incident.communicator, incident.commander):
        yield to_user(reader, message.kind, incident_facts(incident), link=_panel(incident))


def duty_due(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The commander, else the admins, of what the law or the rules ask of an incident."""
    incident = _incident(session, message)
    facts = incident_facts(incident) | {"hours": message.payload.get("hours", 0)}
    for reader in owner_or_admins(session, incident.commander):
        yield to_user(reader, message.kind, facts, link=_panel(incident))


def _incident(session: Session, message: OutboxMessage) -> Incident:
    return session.get_one(Incident, message.payload["incident_id"])


def incident_facts(incident: Incident) -> dict[str, Any]:
    """What leaves the panel of a security incident is its number only."""
    return {"incident": incident, "title": incident.title_outside}


def _panel(incident: Incident) -> str:
    return f"/admin/incidents/details/?id={incident.id}"


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "incident.taken": call_taken,
    "incident.nobody": to_admins,
    "incident.decide": to_admins,
    "incident.handed_over": handed_over,
    "incident.ended": incident_ended,
    "incident.notice_due": duty_due,
    "incident.post_mortem_due": duty_due,
    "incident.item_due": item_due,
    "incident.update_due": update_due,
}
