"""Activate a customer."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import CUSTOMER_FLOW, Customer
from workflows.transitions import transition


def activate_customer(session: Session, *, customer_id: int, actor: User, now: datetime) -> Customer:
    return transition(session, CUSTOMER_FLOW, customer_id, "activate", actor=actor, now=now)
