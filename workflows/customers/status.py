"""A customer rests, comes back, is hidden, is restored. History stays whatever happens."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import CUSTOMER_FLOW, Customer
from workflows.customers.rules import get_customer, require_free_phone
from workflows.transitions import note, transition


def deactivate_customer(session: Session, *, customer_id: int, actor: User, now: datetime) -> Customer:
    return transition(session, CUSTOMER_FLOW, customer_id, "deactivate", actor=actor, now=now)


def activate_customer(session: Session, *, customer_id: int, actor: User, now: datetime) -> Customer:
    return transition(session, CUSTOMER_FLOW, customer_id, "activate", actor=actor, now=now)


def delete_customer(
    session: Session, *, customer_id: int, actor: User, now: datetime, reason: str | None = None
) -> Customer:
    """Hidden, never gone: visits, invoices and messages still lead here. The phone number is free again."""
    customer = transition(session, CUSTOMER_FLOW, customer_id, "delete", actor=actor, now=now, deleted_at=now)
    if reason:
        note(session, Customer.__tablename__, customer_id, "delete_reason", actor=actor, now=now, reason=reason)
    return customer


def restore_customer(session: Session, *, customer_id: int, actor: User, now: datetime) -> Customer:
    """Refused when somebody else has the phone number by now."""
    customer = get_customer(session, customer_id)
    if customer.phone_e164:
        require_free_phone(session, customer.phone_e164, besides=customer_id)
    return transition(session, CUSTOMER_FLOW, customer_id, "restore", actor=actor, now=now, deleted_at=None)
