"""Open an account for a customer who proved their number."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User, UserStatus
from app.models.customers.customer import Customer
from workflows.accounts.members.claim.find_proved_claim import finish_claim, take_claim
from workflows.accounts.members.email.ask_email_change import ask_email_change
from workflows.accounts.members.rules import clean_own_username, invent_username
from workflows.accounts.users import clean_name, hash_password, require_good


def open_account(
    session: Session,
    *,
    ticket: str,
    name: str,
    password: str,
    now: datetime,
    username: str = "",
    email: str = "",
    locale: str = "id",
) -> User:
    """A member who is this customer. An e-mail address given here still has to be confirmed.

    Raises AlreadyClaimed (of two at once the unique index picks one), NotAvailable, Invalid.
    """
    claim, customer = take_claim(session, ticket, now)
    name = clean_name(name)
    username = clean_own_username(session, username) if username.strip() else invent_username(session, name)
    member = User(
        name=name,
        username=username,
        role=Role.MEMBER,
        locale=locale,
        phone_e164=_free_phone(session, customer),
        customer_id=customer.id,
        must_change_password=False,
        updated_at=now,
    )
    require_good(password, member, session=session)
    member.password_hash = hash_password(password)
    session.add(member)
    session.flush()
    finish_claim(session, claim, member, now)
    if email.strip():
        ask_email_change(session, user=member, email=email, now=now)
    return member


def _free_phone(session: Session, customer: Customer) -> str | None:
    """The number to log in with, unless one of the company's people has it."""
    taken = select(User.id).where(User.phone_e164 == customer.phone_e164, User.status == UserStatus.ACTIVE)
    return None if session.scalar(taken) else customer.phone_e164
