"""Restore a deleted customer."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import CUSTOMER_FLOW, Customer
from workflows.customers.rules import get_customer, require_free_phone
from workflows.transitions import transition


def restore_customer(session: Session, *, customer_id: int, actor: User, now: datetime) -> Customer:
    """Refused when somebody else has the phone number by now."""
    customer = get_customer(session, customer_id)
    if customer.phone_e164:
        require_free_phone(session, customer.phone_e164, besides=customer_id)
    return transition(session, CUSTOMER_FLOW, customer_id, "restore", actor=actor, now=now, deleted_at=None)
