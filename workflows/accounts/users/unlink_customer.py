"""Take a customer's record out of an account: the number has a new owner, or the wrong person claimed it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import USER_FLOW, User
from workflows.accounts.users.rules import get_person
from workflows.transitions import transition


def unlink_customer(session: Session, *, user_id: int, actor: User, now: datetime) -> User:
    """The account stays, without the customer's visits, invoices and number; the customer may be claimed anew."""
    if get_person(session, user_id, actor=actor).customer_id is None:
        raise NotAvailable(N_("Akun ini tidak tertaut dengan pelanggan."))
    return transition(
        session, USER_FLOW, user_id, "unlink_customer", actor=actor, now=now, customer_id=None, phone_e164=None
    )
