"""Take a customer's record out of an account: the number has a new owner, or the wrong person claimed it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.accounts.user_flow import USER_FLOW
from workflows.authentication.sessions import Change, end_former_contact, notify_of_change
from workflows.transitions import transition


def unlink_customer(session: Session, *, user_id: int, actor: User | None, now: datetime) -> User:
    """The account stays, without the customer's visits, invoices and number; the customer may be claimed anew.

    Codes for a forgotten password went to that number: they end. The owner is told. `actor` None: the number changed.
    """
    former = session.scalar(select(User.phone_e164).where(User.id == user_id))
    user: User = transition(
        session, USER_FLOW, user_id, "unlink_customer", actor=actor, now=now, customer_id=None, phone_e164=None
    )
    end_former_contact(session, user, now=now, email=user.email, phone=former)
    notify_of_change(session, user, Change.PHONE, now=now)
    return user
