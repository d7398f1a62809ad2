"""Tie a customer's record to an account that exists."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from workflows.accounts.members.claim.find_proved_claim import AlreadyClaimed, finish_claim, take_claim


def link_customer(session: Session, *, ticket: str, user: User, now: datetime) -> User:
    """The member is this customer from now on. Raises AlreadyClaimed, NotAllowed for the company's own people."""
    claim, customer = take_claim(session, ticket, now)
    member = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    if member.role != Role.MEMBER or claim.user_id != member.id:
        raise NotAllowed
    if member.customer_id is not None:
        raise AlreadyClaimed(N_("Akun Anda sudah tertaut dengan data pelanggan."))
    member.customer_id, member.updated_at = customer.id, now
    session.flush()
    finish_claim(session, claim, member, now)
    return member
