"""Open a draft to the pool."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerStatus
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.transitions import transition
from workflows.visits.errors import CustomerNotActive
from workflows.visits.invite_technicians import invite_technicians


def publish_visit(session: Session, *, visit_id: int, actor: User, now: datetime) -> VisitTicket:
    """From now on (or from `race_opens_at`) technicians may race for its places."""
    _require_active_customer(session, visit_id)
    visit = transition(session, VISIT_FLOW, visit_id, "publish", actor=actor, now=now, opened_at=now)
    invite_technicians(session, visit_id=visit.id, now=now, due_at=max(now, visit.race_opens_at or now))
    return visit


def _require_active_customer(session: Session, visit_id: int) -> None:
    """Locked until the commit, so that nobody deletes the customer meanwhile."""
    owner = select(Customer).join(VisitTicket, VisitTicket.customer_id == Customer.id)
    locked = owner.where(VisitTicket.id == visit_id).with_for_update(read=True, of=Customer)
    customer = session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if customer is not None and customer.status != CustomerStatus.ACTIVE:
        raise CustomerNotActive
