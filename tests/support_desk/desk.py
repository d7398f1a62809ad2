"""What the tests of the support desk share: tickets, their clocks, and moments of a working week."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import Customer
from app.models.support.clocks import ClockKind, SupportClock
from app.models.support.ticket import SupportTicket
from tests.factories import make_customer
from workflows.support import Requester, open_support_ticket


def make_ticket(
    session: Session, *, at: datetime, customer: Customer | None = None, actor: User | None = None, **given: Any
) -> SupportTicket:
    """A customer's ticket of priority Sedang: answered in 4, resolved in 16 office hours."""
    customer = customer or make_customer(session)
    facts: dict[str, Any] = {"subject": "AC bocor", "description": "Air menetes dari unit dalam."}
    requester = Requester(customer_id=customer.id, name=customer.name)
    return open_support_ticket(session, actor=actor, now=at, **{"requester": requester, **facts, **given})


def clock_of(session: Session, ticket: SupportTicket, kind: ClockKind = ClockKind.RESOLUTION) -> SupportClock:
    """The newest of its kind."""
    wanted = select(SupportClock).where(SupportClock.ticket_id == ticket.id, SupportClock.kind == kind)
    newest = wanted.order_by(SupportClock.id.desc()).limit(1).execution_options(populate_existing=True)
    return session.scalars(newest).one()


def fresh(session: Session, ticket: SupportTicket) -> SupportTicket:
    session.expire_all()
    return session.get_one(SupportTicket, ticket.id)
