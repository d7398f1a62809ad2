"""Settle a complaint that CS answered without a visit."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import CUSTOMER_FLOW, Customer
from workflows.transitions import transition


def settle_complaint(session: Session, *, customer_id: int, actor: User, now: datetime) -> Customer:
    """CS has answered it without a visit."""
    return transition(session, CUSTOMER_FLOW, customer_id, "settle_complaint", actor=actor, now=now, complaint_at=None)
