"""Letters about visits."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.i18n import gettext
from app.jobs.letters.letter import Addresser, Button, Letter, to_customer, to_user
from app.models.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from app.models.user import User
from app.models.visit import VisitTicket
from workflows.visits import list_eligible_technicians, list_team


def _visit(session: Session, message: OutboxMessage) -> VisitTicket:
    wanted = select(VisitTicket).where(VisitTicket.id == message.payload["visit_id"])
    return session.scalars(wanted.options(joinedload(VisitTicket.site), joinedload(VisitTicket.customer))).one()


def opened(session: Session, message: OutboxMessage) -> Iterable[Letter]:
    """Every technician who may take it, with a button that claims."""
    visit = _visit(session, message)
    if visit.status not in {"OPEN", "IN_PROGRESS"}:
        return
    facts = {"visit": visit, "emergency": message.payload.get("emergency", False)}
    buttons = ((Button(gettext("Ambil Job"), callback=f"claim:{visit.id}"),),)
    for technician in list_eligible_technicians(session, visit=visit):
        yield to_user(technician, "visit.opened", facts, buttons=buttons, link=f"/technician/pool/{visit.id}")


def claimed(session: Session, message: OutboxMessage) -> Iterable[Letter]:
    """The winner has it in writing."""
    visit = _visit(session, message)
    winner = session.get_one(User, message.payload["technician_id"])
    yield to_user(winner, "visit.claimed", {"visit": visit}, link=f"/technician/visits/{visit.id}")


def filled(session: Session, message: OutboxMessage) -> Iterable[Letter]:
    """The winner, the customer, and everyone whose button no longer leads anywhere."""
    visit = _visit(session, message)
    yield from claimed(session, message)
    team = list_team(session, visit_id=visit.id)
    yield to_customer(visit.customer, "visit.filled", {"visit": visit, "team": team})
    yield from _withdrawn_buttons(session, visit, {person.id for person in team})


def cancelled(session: Session, message: OutboxMessage) -> Iterable[Letter]:
    visit = _visit(session, message)
    facts = {"visit": visit, "reason": message.payload["reason"]}
    for user_id in message.payload["technician_ids"]:
        yield to_user(session.get_one(User, user_id), "visit.cancelled", facts)
    yield to_customer(visit.customer, "visit.cancelled", facts)
    yield from _withdrawn_buttons(session, visit, set())


def _withdrawn_buttons(session: Session, visit: VisitTicket, winners: set[int]) -> Iterable[Letter]:
    sent = select(Delivery).where(
        Delivery.message.has(OutboxMessage.visit_id == visit.id),
        Delivery.kind == "visit.opened",
        Delivery.channel == Channel.TELEGRAM,
        Delivery.status.in_([DeliveryStatus.SENT, DeliveryStatus.DELIVERED]),
        Delivery.provider_id.is_not(None),
    )
    for letter in session.scalars(sent.options(joinedload(Delivery.user))):
        facts = {"visit": visit, "won": letter.user_id in winners}
        extra = {"edit_message_id": int(letter.provider_id or 0)}
        yield Letter(
            channel=Channel.TELEGRAM,
            template="visit.full",
            facts=facts,
            user=letter.user,
            extra=extra,
            key=f"edit:{letter.id}",
        )


ADDRESSERS: dict[str, Addresser] = {
    "visit.opened": opened,
    "visit.claimed": claimed,
    "visit.filled": filled,
    "visit.cancelled": cancelled,
}
