"""Confirm a new e-mail address by the link that was sent there."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.members.email.find_email_change import get_email_change
from workflows.accounts.members.events import EmailChanged
from workflows.accounts.members.rules import has_account
from workflows.accounts.members.sign_up.find_signup import LinkSpent
from workflows.authentication.sessions import end_former_contact
from workflows.outbox_events import emit
from workflows.transitions import note


def confirm_email_change(session: Session, *, token: str, now: datetime) -> User:
    """The address is theirs; the former one is told. Raises LinkSpent, also when somebody else has it by now."""
    change = get_email_change(session, token=token, now=now)
    user = session.scalars(select(User).where(User.id == change.user_id).with_for_update()).one()
    change = get_email_change(session, token=token, now=now, lock=True)
    if not user.is_active or has_account(session, change.email, besides=user.id):
        raise LinkSpent
    former = user.email
    user.email, user.email_verified_at, user.updated_at = change.email, now, now
    change.confirmed_at = now
    session.flush()
    end_former_contact(session, user, now=now, email=former, phone=user.phone_e164)
    note(session, "users", user.id, "email_confirmed", actor=user, now=now)
    if former and former != change.email:
        emit(session, EmailChanged(user_id=user.id, former=former), now=now)
    return user
