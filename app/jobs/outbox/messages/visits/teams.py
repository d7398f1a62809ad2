"""Messages about changes of a visit's team."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import User
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.release import ReleaseReason
from app.models.visits.visit import VisitTicket
from app.presenters.visits.claim_outcomes import RELEASE_LABELS
from workflows.notifications import list_duty_desk


def technician_released(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Who is no longer on the team, with the reason CS chose."""
    technician, facts = _technician(session, message), _facts(session, message)
    facts["reason"] = RELEASE_LABELS[ReleaseReason(message.payload["reason"])]
    yield from to_member(session, technician, "visit.technician_released", facts)


def release_asked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """CS decides on the page of the ticket."""
    facts = {**_facts(session, message), "technician": _technician(session, message)}
    link = f"/admin/visits/details/?id={message.payload['visit_id']}"
    for person in list_duty_desk(session):
        yield from to_member(session, person, "visit.release_asked", facts, link=link)


def release_refused(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Who asked to be released and stays."""
    link = f"/technician/visits/{message.payload['visit_id']}"
    facts = _facts(session, message)
    yield from to_member(session, _technician(session, message), "visit.release_refused", facts, link=link)


def _technician(session: Session, message: OutboxMessage) -> User:
    return session.get_one(User, message.payload["technician_id"])


def _facts(session: Session, message: OutboxMessage) -> dict[str, Any]:
    wanted = select(VisitTicket).where(VisitTicket.id == message.payload["visit_id"])
    visit = session.scalars(wanted.options(joinedload(VisitTicket.site), joinedload(VisitTicket.customer))).one()
    return {"visit": visit, "reason": message.payload.get("reason", ""), "note": message.payload.get("note", "")}


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "visit.technician_released": technician_released,
    "visit.release_asked": release_asked,
    "visit.release_refused": release_refused,
}
