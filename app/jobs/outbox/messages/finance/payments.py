"""Messages about money: to CS who checks it, to the customer who paid it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from app.jobs.outbox.messages.finance.invoices import invoice_of
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_customer, to_member
from app.models.finance.payment import Payment
from app.models.messaging.outbox import OutboxMessage
from app.presenters.finance.payment_reviews import payment_review_sentence
from workflows.invoices import find_live_link
from workflows.notifications import list_duty_desk


def _to_cs(session: Session, message: OutboxMessage, template: str, **facts: Any) -> Iterable[OutgoingMessage]:
    payment = session.get_one(Payment, message.payload["payment_id"])
    more = {"invoice": invoice_of(session, message), "payment": payment, **facts}
    for person in list_duty_desk(session):
        yield from to_member(session, person, template, more, link=f"/admin/payments/details/?id={payment.id}")


def _to_customer(session: Session, message: OutboxMessage, template: str, **facts: Any) -> Iterable[OutgoingMessage]:
    invoice = invoice_of(session, message)
    payment = session.get_one(Payment, message.payload["payment_id"])
    link = find_live_link(session, invoice_id=invoice.id)
    more = {"invoice": invoice, "payment": payment, **facts}
    yield to_customer(invoice.customer, template, more, link=f"/i/{link.token}" if link else None)


def proof_uploaded(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    yield from _to_cs(session, message, "proof.uploaded")


def proof_rejected(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    yield from _to_customer(session, message, "proof.rejected", reason=message.payload["reason"])


def received(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """With the receipt, which is drawn by now."""
    yield from _to_customer(session, message, "payment.received")


def reversed_(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    yield from _to_cs(session, message, "payment.reversed", status=message.payload["status"])


def taken_out(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Only where CS chose to tell the customer."""
    facts = {name: message.payload[name] for name in ("entry_kind", "amount_idr", "reason")}
    yield from _to_customer(session, message, "payment.taken_out", **facts)


def doubtful(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    payload = message.payload
    yield from _to_cs(
        session, message, "payment.doubtful", why=payment_review_sentence(payload["why"], payload["amount_idr"])
    )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "proof.uploaded": proof_uploaded,
    "proof.rejected": proof_rejected,
    "payment.received": received,
    "payment.reversed": reversed_,
    "payment.taken_out": taken_out,
    "payment.doubtful": doubtful,
}
