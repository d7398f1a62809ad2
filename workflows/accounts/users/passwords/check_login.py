"""Check a name and password: same answer and same time for an unknown name."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import N_
from app.models.accounts.member import Signup
from app.models.accounts.user import User
from workflows.accounts.users.passwords.login_tries import FREE_TRIES, check_password, note_refused_login
from workflows.accounts.users.passwords.password_hash import matches, waste_time
from workflows.authentication.sessions import find_person


class NotConfirmed(DomainError):
    """The password is right, but the link in the mail was not followed yet."""

    code = "not_confirmed"
    status = 403
    sentence = N_("E-mail Anda belum dikonfirmasi. Buka tautan di e-mail kami, atau minta dikirim ulang.")

    def __init__(self, signup_id: int) -> None:
        super().__init__()
        self.signup_id = signup_id


class InitialPasswordOver(DomainError):
    """The password is right, but it is one that somebody else gave, and its time is over."""

    code = "initial_password_over"
    status = 403
    sentence = N_("Kata sandi awal ini sudah lewat 7 hari. Minta yang baru, atau pilih “Lupa kata sandi”.")


def check_login(session: Session, *, name: str, password: str, now: datetime, tries: int = FREE_TRIES) -> User | None:
    """The user, or None; counts wrong passwords on the account itself, so no address trick helps.

    `tries`: how many wrong passwords are free. Every path costs one hash, so the time tells nothing.
    Raises NotConfirmed to whoever signed up and knows the password, but has not confirmed the address, and
    InitialPasswordOver to whoever comes with the password of the desk after its time.
    """
    user = find_person(session, name)
    if user is None:
        _refuse_unconfirmed(session, name.strip().lower(), password)
        note_refused_login(session, 0, 0, now)  # nobody's; what was typed may be a password and is not kept
        return None
    known = check_password(session, user, password, now, tries)
    if known is not None and known.must_change_password and known.initial_until and now >= known.initial_until:
        raise InitialPasswordOver
    return known


def _refuse_unconfirmed(session: Session, name: str, password: str) -> None:
    """Nobody is called so; perhaps somebody is about to be. One hash in any case."""
    waiting = select(Signup).where(
        or_(func.lower(Signup.email) == name, Signup.username == name),
        Signup.confirmed_at.is_(None),
        Signup.is_known.is_(False),
    )
    signup = None if "\x00" in name else session.scalars(waiting.order_by(Signup.id.desc()).limit(1)).one_or_none()
    if signup is None:
        waste_time(password)
    elif matches(password, signup.password_hash):
        raise NotConfirmed(signup.id)
