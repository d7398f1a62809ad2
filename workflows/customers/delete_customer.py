"""Delete a customer: hidden, never gone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import CUSTOMER_FLOW, DELETE_ANYWAY, Customer
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import OPEN
from app.models.visits.visit import VisitTicket
from app.models.visits.visit_status import ACTIVE, DRAFTED
from workflows.customers.end_former_number import end_ways_in, lock_who_rests_on
from workflows.customers.rules import get_customer
from workflows.transitions import note, transition

NAMED = 5  # numbers a refusal names of each kind


class OpenWork(DomainError):
    """The customer has visits or support tickets that are not over, or invoices that are not paid."""

    code = "open_work"


def delete_customer(
    session: Session,
    *,
    customer_id: int,
    actor: User,
    now: datetime,
    reason: str | None = None,
    open_work: str | None = None,
) -> Customer:
    """Hidden, never gone: visits, invoices and messages still lead here. The phone number is free again.

    Its contacts and account are unlinked: whoever has the number next is nobody's customer.
    Refused while visits or support tickets are open or invoices unpaid, unless `open_work` is DELETE_ANYWAY.
    """
    lock_who_rests_on(session, customer_id)
    gone = get_customer(session, customer_id)  # locked: no visit is planned or published for it meanwhile
    if open_work != DELETE_ANYWAY:
        _refuse_open_work(session, customer_id)
    customer: Customer = transition(session, CUSTOMER_FLOW, customer_id, "delete", actor=actor, now=now, deleted_at=now)
    end_ways_in(session, gone, now=now)
    if reason:
        note(session, Customer.__tablename__, customer_id, "delete_reason", actor=actor, now=now, reason=reason)
    return customer


def _refuse_open_work(session: Session, customer_id: int) -> None:
    visits = select(VisitTicket.number).where(
        VisitTicket.customer_id == customer_id, VisitTicket.status.in_(DRAFTED | ACTIVE)
    )
    invoices = select(Invoice.number).where(
        Invoice.customer_id == customer_id, Invoice.status.not_in([InvoiceStatus.PAID, InvoiceStatus.VOID])
    )
    tickets = select(SupportTicket.number).where(
        SupportTicket.customer_id == customer_id, SupportTicket.status.in_(OPEN), SupportTicket.merged_into_id.is_(None)
    )
    numbers = [
        *session.scalars(visits.order_by(VisitTicket.id).limit(NAMED)),
        *session.scalars(invoices.order_by(Invoice.id).limit(NAMED)),
        *session.scalars(tickets.order_by(SupportTicket.id).limit(NAMED)),
    ]
    if numbers:
        raise OpenWork(N_("Masih ada yang belum selesai: %(numbers)s.", numbers=", ".join(numbers)), numbers=numbers)
