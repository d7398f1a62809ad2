"""Follow the link in the mail: the sign-up becomes a member."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.derived_secrets import derived_token
from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.core.identifiers import new_secret, sha256
from app.models.accounts.member import Signup
from app.models.accounts.user import Role, User
from workflows.accounts.members.rules import LINK_LIVES, has_account, invent_username, is_over, is_taken
from workflows.accounts.users import password_fits
from workflows.transitions import note


class LinkSpent(NotAvailable):
    code = "link_spent"
    status = 410
    sentence = N_("Tautan ini sudah dipakai, diganti, atau lewat 24 jam.")


def write_confirmation(session: Session, *, signup_id: int, key: str, now: datetime) -> str | None:
    """The nonce that, with `key`, gives the link's token, good for 24 hours; its SHA-256 is kept. None: no use."""
    signup = session.get_one(Signup, signup_id, with_for_update=True)
    if signup.is_known or signup.confirmed_at is not None:
        return None
    nonce = new_secret()
    signup.token_sha256, signup.expires_at = sha256(derived_token(key, nonce)), now + LINK_LIVES
    session.flush()
    return nonce


def find_signup(session: Session, *, token: str, now: datetime) -> Signup:
    """The sign-up a live link belongs to; raises LinkSpent."""
    return _open(session, token, now, lock=False)


def confirm_sign_up(
    session: Session, *, token: str, now: datetime, password: str | None, same_browser: bool = False
) -> User:
    """The new member. In another browser than the one that signed up, the password chosen there has to be given.

    Else somebody could sign up with another person's address and a password of their own, and wait for the click.
    Raises LinkSpent, Invalid(field="password").
    """
    signup = _open(session, token, now, lock=True)
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


def _open(session: Session, token: str, now: datetime, *, lock: bool) -> Signup:
    wanted = select(Signup).where(Signup.token_sha256 == sha256(token))
    signup = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if signup is None or signup.confirmed_at is not None or is_over(signup.expires_at, now):
        raise LinkSpent
    return signup


def _username(session: Session, signup: Signup) -> str:
    """What was wished for, if nobody took it meanwhile."""
    if signup.username and not is_taken(session, signup.username):
        return signup.username
    return invent_username(session, signup.name)
