"""Messages about visit tickets: claimed, filled, offered, moved, cancelled."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.i18n import N_, Lazy
from app.jobs.outbox.messages.message import Button, MessageBuilder, OutgoingMessage, to_customer, to_member
from app.models.accounts.user import User
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.assignment import QueueEntry, QueueStatus
from app.models.visits.visit import VisitTicket
from app.presenters.dates import moment
from workflows.visits import list_team


def visit_of(session: Session, message: OutboxMessage) -> VisitTicket:
    wanted = select(VisitTicket).where(VisitTicket.id == message.payload["visit_id"])
    return session.scalars(wanted.options(joinedload(VisitTicket.site), joinedload(VisitTicket.customer))).one()


def claimed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To the winner, before anybody else is invited."""
    visit = visit_of(session, message)
    winner = session.get_one(User, message.payload["technician_id"])
    yield from to_member(session, winner, "visit.claimed", {"visit": visit}, link=_job_page(visit), urgent=True)


def filled(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The winner and the customer."""
    visit = visit_of(session, message)
    yield from claimed(session, message)
    team = list_team(session, visit_id=visit.id)
    if team:  # else cancelled before the message was written
        facts = {"visit": visit, "names": ", ".join(person.name for person in team), "when": _when(visit)}
        yield to_customer(visit.customer, "visit.filled", facts)


def offered(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The first of the waiting list, with the same button; an offer that has run out is not sent."""
    entry = session.get_one(QueueEntry, message.payload["entry_id"])
    if entry.status != QueueStatus.OFFERED:
        return
    visit = visit_of(session, message)
    facts = {"visit": visit, "until": entry.offer_expires_at}
    pressed = {"buttons": claim_button(visit), "link": pool_page(visit), "urgent": True}
    yield from to_member(session, entry.technician, "queue.offered", facts, **pressed)


def rescheduled(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Everyone who comes, and the customer."""
    visit = visit_of(session, message)
    facts = {"visit": visit, "reason": message.payload["reason"], "when": _when(visit)}
    for person in list_team(session, visit_id=visit.id):
        yield from to_member(session, person, "visit.rescheduled", facts, link=_job_page(visit))
    yield to_customer(visit.customer, "visit.rescheduled", facts)


def cancelled(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Who held a place, and the customer, unless it never left the draft."""
    visit = visit_of(session, message)
    facts = {"visit": visit, "reason": message.payload["reason"], "when": _when(visit)}
    for user_id in message.payload["technician_ids"]:
        yield from to_member(session, session.get_one(User, user_id), "visit.cancelled", facts)
    if visit.opened_at is not None:
        yield to_customer(visit.customer, "visit.cancelled", facts)


def claim_button(visit: VisitTicket) -> tuple[tuple[Button, ...], ...]:
    return ((Button(N_("Ambil Job"), callback=f"claim:{visit.id}"),),)


def _when(visit: VisitTicket) -> Lazy:
    """For WhatsApp's templates, whose variables are plain text."""
    return Lazy(lambda: moment(visit.planned_start, visit.site.time_zone))


def pool_page(visit: VisitTicket) -> str:
    return f"/technician/pool/{visit.id}"


def _job_page(visit: VisitTicket) -> str:
    return f"/technician/visits/{visit.id}"


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "visit.filled": filled,
    "visit.rescheduled": rescheduled,
    "visit.cancelled": cancelled,
    "queue.offered": offered,
}
