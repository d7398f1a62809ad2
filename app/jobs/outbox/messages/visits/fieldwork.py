"""Messages about the work on site."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.i18n import N_
from app.jobs.outbox.messages.message import Button, MessageBuilder, OutgoingMessage, to_customer, to_member
from app.jobs.outbox.messages.visits.tickets import visit_of
from app.models.accounts.user import User
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.assignment import Assignment
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert, ExtensionRequest, RequestStatus
from app.models.visits.visit import VisitTicket
from workflows.notifications import list_duty_desk
from workflows.visits import list_team

LISTED = 20


def alert_raised(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """CS decides under the message; an alert that was settled meanwhile is not sent."""
    alert = session.get_one(EmergencyAlert, message.payload["alert_id"])
    if alert.status != AlertStatus.OPEN:
        return
    facts = {
        "visit": visit_of(session, message),
        "technician": alert.assignment.technician,
        "again": message.payload.get("again", False),
    }
    buttons = (
        (Button(N_("Tunggu 15 menit"), callback=f"alert_wait:{alert.id}"),),
        (Button(N_("Lanjut tanpa dia"), callback=f"alert_continue:{alert.id}"),),
        (Button(N_("Ganti TS"), callback=f"alert_replace:{alert.id}"),),
    )
    for person in list_duty_desk(session):
        yield from to_member(
            session,
            person,
            "alert.raised",
            facts,
            buttons=buttons,
            link=f"/admin/alerts/details/?id={alert.id}",
            urgent=True,
        )


def alerts_raised(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """One list for those that are still open; the board has a decision for each."""
    wanted = select(EmergencyAlert).where(
        EmergencyAlert.id.in_(message.payload["alert_ids"]), EmergencyAlert.status == AlertStatus.OPEN
    )
    loads = joinedload(EmergencyAlert.assignment).joinedload(Assignment.technician)
    visit = joinedload(EmergencyAlert.visit).joinedload(VisitTicket.site)
    alerts = session.scalars(wanted.options(loads, visit).order_by(EmergencyAlert.id)).all()
    facts = {"alerts": alerts[:LISTED], "count": len(alerts), "again": message.payload["again"]}
    for person in list_duty_desk(session) if alerts else ():
        yield from to_member(session, person, "alert.many_raised", facts, link="/admin/board/", urgent=True)


def technician_released(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Who did not come hears that the place is no longer theirs."""
    person = session.get_one(User, message.payload["technician_id"])
    visit = visit_of(session, message)
    yield from to_member(session, person, "technician.released", {"visit": visit})


def extension_requested(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    asked = session.get_one(ExtensionRequest, message.payload["extension_id"])
    if asked.status != RequestStatus.PENDING:
        return
    facts = {"visit": visit_of(session, message), "asked": asked, "technician": asked.requested_by}
    for person in list_duty_desk(session):
        yield from to_member(
            session, person, "extension.requested", facts, link=f"/admin/extensions/details/?id={asked.id}"
        )


def extension_approved(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The team, who leaves it, and the customer."""
    asked = session.get_one(ExtensionRequest, message.payload["extension_id"])
    visit = visit_of(session, message)
    facts = {"visit": visit, "asked": asked}
    for person in list_team(session, visit_id=visit.id):
        yield from to_member(session, person, "extension.approved", facts, link=f"/technician/visits/{visit.id}")
    for user_id in asked.leaving_ids:
        yield from to_member(session, session.get_one(User, user_id), "extension.left", facts)
    yield to_customer(visit.customer, "extension.approved", facts)


def extension_rejected(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    asked = session.get_one(ExtensionRequest, message.payload["extension_id"])
    visit = visit_of(session, message)
    facts = {"visit": visit, "asked": asked}
    yield from to_member(
        session, asked.requested_by, "extension.rejected", facts, link=f"/technician/visits/{visit.id}"
    )


def visit_finished(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """CS can draft the invoice."""
    visit = visit_of(session, message)
    for person in list_duty_desk(session):
        yield from to_member(
            session, person, "visit.finished", {"visit": visit}, link=f"/admin/visits/details/?id={visit.id}"
        )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "alert.raised": alert_raised,
    "alert.many_raised": alerts_raised,
    "technician.replaced": technician_released,
    "place.closed": technician_released,
    "extension.requested": extension_requested,
    "extension.approved": extension_approved,
    "extension.rejected": extension_rejected,
    "visit.finished": visit_finished,
}
