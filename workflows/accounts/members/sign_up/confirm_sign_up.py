"""Confirm a sign-up by the link in the mail: it becomes a member."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.member import Signup
from app.models.accounts.user import Role, User
from workflows.accounts.members.rules import has_account, invent_username, is_taken
from workflows.accounts.members.sign_up.find_signup import LinkSpent, open_sign_up
from workflows.accounts.users import password_fits
from workflows.transitions import note


def confirm_sign_up(
    session: Session, *, token: str, now: datetime, password: str | None, same_browser: bool = False
) -> User:
    """The new member. In another browser than the one that signed up, the password chosen there has to be given.

    Else somebody could sign up with another person's address and a password of their own, and wait for the click.
    Raises LinkSpent, Invalid(field="password").
    """
    signup = open_sign_up(session, token, now, lock=True)
    if not same_browser and not password_fits(password or "", signup.password_hash):
        raise Invalid(N_("Kata sandi tidak sama dengan yang dipilih saat mendaftar."), field="password")
    if has_account(session, signup.email):
        raise LinkSpent(N_("Alamat e-mail ini sudah punya akun. Silakan masuk."))
    member = User(
        name=signup.name,
        username=_username(session, signup),
        email=signup.email,
        email_verified_at=now,
        role=Role.MEMBER,
        locale=signup.locale,
        password_hash=signup.password_hash,
        must_change_password=False,
        updated_at=now,
    )
    session.add(member)
    session.flush()  # two confirmations at once: the unique index lets one in
    signup.confirmed_at, signup.user_id = now, member.id
    note(session, "users", member.id, "signed_up", actor=None, now=now)
    session.flush()
    return member


def _username(session: Session, signup: Signup) -> str:
    """What was wished for, if nobody took it meanwhile."""
    if signup.username and not is_taken(session, signup.username):
        return signup.username
    return invent_username(session, signup.name)
