"""Messages about invoices: to sales who decide, to CS that drafted, to the customer who pays."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.i18n import N_
from app.jobs.outbox.messages.message import Button, MessageBuilder, OutgoingMessage, to_customer, to_member
from app.models.access_links import AccessLink
from app.models.accounts.user import Role, User, UserStatus
from app.models.finance.invoice import ISSUED, Invoice, InvoiceStatus
from app.models.messaging.outbox import OutboxMessage
from app.policies.overdue import days_overdue
from app.presenters.finance.invoice_figures import total_difference
from workflows.invoices import list_overdue
from workflows.notifications import list_duty_desk


def invoice_of(session: Session, message: OutboxMessage) -> Invoice:
    wanted = select(Invoice).where(Invoice.id == message.payload["invoice_id"])
    return session.scalars(wanted.options(joinedload(Invoice.customer), joinedload(Invoice.visit))).one()


def panel_link(invoice_id: int) -> str:
    return f"/admin/invoices/details/?id={invoice_id}"


def active(session: Session, *roles: Role) -> Iterable[User]:
    people = select(User).where(User.role.in_(roles), User.status == UserStatus.ACTIVE)
    return session.scalars(people.order_by(User.id))


def submitted(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Everybody in sales, with buttons that fit this revision only."""
    invoice = invoice_of(session, message)
    revision = message.payload["revision"]
    if invoice.status != InvoiceStatus.PENDING or invoice.revision != revision:
        return
    submitter = session.get_one(User, message.payload["submitted_by_id"])
    facts = {"invoice": invoice, "submitter": submitter, "difference": total_difference(invoice)}
    for person in list(active(session, Role.SALES)) or active(session, Role.ADMIN):  # somebody must be able to decide
        if person.id not in {submitter.id, invoice.drafted_by_id}:
            link = panel_link(invoice.id)
            yield from to_member(
                session, person, "invoice.submitted", facts, buttons=_buttons(invoice, revision), link=link
            )


def _buttons(invoice: Invoice, revision: int) -> tuple[tuple[Button, ...], ...]:
    """A rejection needs a reason, which the bot asks for in the chat."""
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    approve = Button(N_("Setujui"), callback=f"approve:{invoice.id}:{revision}")
    reject = Button(N_("Tolak"), callback=f"reject:{invoice.id}:{revision}")
    if base.startswith("https://"):  # Telegram opens no plain or local addresses from a button
        return ((approve, reject), (Button(N_("Lihat"), url=f"{base}{panel_link(invoice.id)}"),))
    return ((approve, reject),)


def rejected(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    facts = {"reason": message.payload["reason"]}
    yield from _to_the_desk(session, message, "invoice.rejected", facts)


def approved(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    yield from _to_the_desk(session, message, "invoice.approved", {})


def _to_the_desk(
    session: Session, message: OutboxMessage, template: str, facts: dict[str, Any]
) -> Iterable[OutgoingMessage]:
    """Who drafted it and who submitted it, each once."""
    invoice = invoice_of(session, message)
    decided_by = session.get_one(User, message.payload["decided_by_id"])
    for user_id in {invoice.drafted_by_id, message.payload["submitted_by_id"]}:
        person = session.get_one(User, user_id)
        more = {"invoice": invoice, "decided_by": decided_by, **facts}
        yield from to_member(session, person, template, more, link=panel_link(invoice.id))


def sent(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The customer's page; a link that was changed since is not sent any more."""
    invoice = invoice_of(session, message)
    link = session.get_one(AccessLink, message.payload["link_id"])
    if link.revoked_at is not None or invoice.status not in ISSUED:
        return
    yield to_customer(invoice.customer, "invoice.sent", {"invoice": invoice}, link=f"/i/{link.token}")


def revised(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    invoice = invoice_of(session, message)
    yield to_customer(invoice.customer, "invoice.revised", {"invoice": invoice})


def voided(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    invoice = invoice_of(session, message)
    yield to_customer(invoice.customer, "invoice.voided", {"invoice": invoice})


def overdue(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """One list a day for the duty desk."""
    today = date.fromisoformat(message.payload["day"])
    late = [
        {"invoice": invoice, "days": days_overdue(invoice, today)}
        for invoice in list_overdue(session, today=today, limit=20)
    ]
    if late:
        for person in list_duty_desk(session):
            yield from to_member(
                session, person, "invoice.overdue", {"late": late}, link="/admin/invoices/?flt_overdue=1"
            )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "invoice.submitted": submitted,
    "invoice.rejected": rejected,
    "invoice.approved": approved,
    "invoice.sent": sent,
    "invoice.revised": revised,
    "invoice.voided": voided,
    "invoice.overdue": overdue,
}
