"""Take a customer's record out of an account: the number has a new owner, or the wrong person claimed it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.accounts.user_flow import USER_FLOW
from workflows.transitions import transition


def unlink_customer(session: Session, *, user_id: int, actor: User, now: datetime) -> User:
    """The account stays, without the customer's visits, invoices and number; the customer may be claimed anew."""
    return transition(
        session, USER_FLOW, user_id, "unlink_customer", actor=actor, now=now, customer_id=None, phone_e164=None
    )
