"""Ask for an account by e-mail."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.member import Signup
from app.models.accounts.user import Role, User
from workflows.accounts.members.events import SignedUp
from workflows.accounts.members.rules import clean_own_username, has_account
from workflows.accounts.users import clean_name, hash_password, require_good, shape_email
from workflows.one_at_a_time import one_at_a_time
from workflows.outbox_events import emit

MAILS_AN_HOUR = 4  # to one address, whoever asks
COUNTED = timedelta(hours=1)


def sign_up(
    session: Session, *, name: str, email: str, password: str, now: datetime, username: str = "", locale: str = "id"
) -> Signup:
    """A sign-up that waits for its confirmation. Nothing that comes back tells whether the address is known.

    Raises Invalid for a name, address, password or username that cannot be used.
    """
    email = shape_email(email)
    wanted = clean_own_username(session, username) if username.strip() else None
    person = User(name=clean_name(name), username=wanted or email.partition("@")[0], email=email, role=Role.MEMBER)
    require_good(password, person, session=session)
    one_at_a_time(session, f"sign-up:{email}")
    signup = Signup(
        name=person.name,
        email=email,
        username=wanted,
        password_hash=hash_password(password),
        locale=locale,
        is_known=has_account(session, email),
        created_at=now,
    )
    may_mail = count_mails(session, email=email, now=now) < MAILS_AN_HOUR
    session.add(signup)
    session.flush()
    if may_mail:
        mail(session, signup, now=now)
    return signup


def count_mails(session: Session, *, email: str, now: datetime) -> int:
    """How many confirmation mails this address was sent within the hour."""
    recent = select(func.coalesce(func.sum(Signup.mails), 0)).where(
        func.lower(Signup.email) == email, Signup.last_mail_at > now - COUNTED
    )
    return session.scalars(recent).one()


def mail(session: Session, signup: Signup, *, now: datetime) -> None:
    signup.mails += 1
    signup.last_mail_at = now
    session.flush()
    emit(session, SignedUp(signup_id=signup.id), now=now)
