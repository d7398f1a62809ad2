"""A decision was made: the buttons under the messages that asked for it go, wherever it was made."""

from datetime import datetime

from sqlalchemy import Select, Text, literal, select, update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from workflows.outbox.events import DecisionMade
from workflows.outbox_events import emit


def withdraw_buttons(
    session: Session,
    *,
    asked: str,
    outcome: str,
    now: datetime,
    visit_id: int | None = None,
    invoice_id: int | None = None,
    alert_id: int | None = None,
    entry_id: int | None = None,
    incident_id: int | None = None,
    actor: User | None = None,
) -> None:
    """`asked`: the kind of message; messages not sent yet leave without buttons, sent ones are edited."""
    about = {"visit_id": visit_id, "invoice_id": invoice_id, "alert_id": alert_id, "entry_id": entry_id}
    who = actor.id if actor else None
    decided = DecisionMade(asked=asked, outcome=outcome, actor_id=who, incident_id=incident_id, **about)
    emit(session, decided, now=now)
    unsent = update(Delivery).where(
        Delivery.channel == Channel.TELEGRAM,
        Delivery.status == DeliveryStatus.QUEUED,
        Delivery.message_id.in_(messages_that_asked(decided).with_only_columns(OutboxMessage.id)),
    )
    without = unsent.values(payload=Delivery.payload.op("-")(literal("buttons", Text)))
    session.execute(without.execution_options(synchronize_session=False))


def messages_that_asked(decided: DecisionMade) -> Select[OutboxMessage]:
    """The question why an invoice is rejected ends with the decision about the invoice."""
    asking = {decided.asked} if decided.invoice_id is None else {decided.asked, "telegram.question"}
    found = select(OutboxMessage).where(OutboxMessage.kind.in_(sorted(asking)))
    if decided.invoice_id is not None:
        found = found.where(OutboxMessage.invoice_id == decided.invoice_id)
    if decided.visit_id is not None:
        found = found.where(OutboxMessage.visit_id == decided.visit_id)
    if decided.alert_id is not None:
        found = found.where(OutboxMessage.payload["alert_id"].as_integer() == decided.alert_id)
    if decided.entry_id is not None:
        found = found.where(OutboxMessage.payload["entry_id"].as_integer() == decided.entry_id)
    if decided.incident_id is not None:
        found = found.where(OutboxMessage.payload["incident_id"].as_integer() == decided.incident_id)
        # by the index of deliveries: there is none on incidents
        asked_by = select(Delivery.message_id).where(Delivery.kind == decided.asked)
        found = found.where(OutboxMessage.id.in_(asked_by))
    return found
