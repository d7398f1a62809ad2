"""Checking a login: same answer and same time for an unknown name, a growing wait after wrong passwords."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.member import Signup
from app.models.accounts.user import User
from workflows.accounts.users.passwords import matches, renewed_hash, waste_time
from workflows.authentication.sessions import AccountLocked, find_person
from workflows.outbox_events import emit
from workflows.transitions import note

FREE_TRIES = 10
WINDOW = timedelta(minutes=15)  # tries further apart than this are not counted together
FORGOTTEN = timedelta(days=1)  # after a quiet day the waits begin small again
LONGEST = 5  # doublings: 15 minutes grow to 8 hours


class NotConfirmed(DomainError):
    """The password is right, but the link in the mail was not followed yet."""

    code = "not_confirmed"
    status = 403
    sentence = N_("E-mail Anda belum dikonfirmasi. Buka tautan di e-mail kami, atau minta dikirim ulang.")

    def __init__(self, signup_id: int) -> None:
        super().__init__()
        self.signup_id = signup_id


def check_login(session: Session, *, name: str, password: str, now: datetime, tries: int = FREE_TRIES) -> User | None:
    """The user, or None; counts wrong passwords on the account itself, so no address trick helps.

    `tries`: how many wrong passwords are free. Every path costs one hash, so the time tells nothing.
    Raises NotConfirmed to whoever signed up and knows the password, but has not confirmed the address.
    """
    user = find_person(session, name)
    if user is None:
        _refuse_unconfirmed(session, name.strip().lower(), password)
        _note_refused(session, 0, 0, now)  # nobody's; what was typed may be a password and is not kept
        return None
    return _check(session, user, password, now, tries)


def check_again(
    session: Session, *, user_id: int, password: str, now: datetime, tries: int = FREE_TRIES
) -> User | None:
    """Whoever is logged in already proves it once more; wrong passwords count as they do at log-in."""
    user = session.scalars(select(User).where(User.id == user_id).with_for_update()).one_or_none()
    return _check(session, user, password, now, tries)


def _check(session: Session, user: User | None, password: str, now: datetime, tries: int) -> User | None:
    if user is None or not user.is_active or user.is_service or _must_wait(user, now):
        waste_time(password)
        _note_refused(session, user.id if user else 0, user.failed_logins if user else 0, now)
        return None
    if not matches(password, user.password_hash):
        _count_wrong(session, user, now, tries)
        return None
    user.failed_logins = 0
    user.last_failed_at = None
    user.locked_until = None
    user.last_login_at = now
    user.password_hash = renewed_hash(password, user.password_hash)
    return user


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


def _must_wait(user: User, now: datetime) -> bool:
    return user.locked_until is not None and now < user.locked_until


def _count_wrong(session: Session, user: User, now: datetime, tries: int) -> None:
    quiet_for = FORGOTTEN if user.failed_logins >= tries else WINDOW
    if user.last_failed_at is not None and now - user.last_failed_at > quiet_for:
        user.failed_logins = 0
    user.failed_logins += 1
    user.last_failed_at = now
    _note_refused(session, user.id, user.failed_logins, now)
    if user.failed_logins >= tries:
        until = now + WINDOW * 2 ** min(user.failed_logins - tries, LONGEST)
        user.locked_until = until
        _tell_locked(session, user, until, now)


def _note_refused(session: Session, user_id: int, wrong: int, now: datetime) -> None:
    """On every path: the audit log is complete, and each path takes as long as the others."""
    note(session, User.__tablename__, user_id, "login_refused", actor=None, now=now, wrong=wrong)


def _tell_locked(session: Session, user: User, until: datetime, now: datetime) -> None:
    """The owner hears of it once a day: whoever guesses goes on guessing."""
    note(session, User.__tablename__, user.id, "login_locked", actor=None, now=now, locked_until=until.isoformat())
    told = AccountLocked(user_id=user.id, email=user.email, until=until.isoformat(), address=unit_of(session).address)
    emit(session, told, now=now, once=f"{told.kind}:{user.id}:{now:%Y%m%d}")
