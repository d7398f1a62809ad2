"""Wrong passwords are counted on the account; each one more makes the next try wait longer."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.accounts.user import User
from workflows.accounts.users.passwords.password_hash import matches, renewed_hash, waste_time
from workflows.authentication.sessions import AccountLocked
from workflows.outbox_events import emit
from workflows.transitions import note

FREE_TRIES = 10
WINDOW = timedelta(minutes=15)  # tries further apart than this are not counted together
FORGOTTEN = timedelta(days=1)  # after a quiet day the waits begin small again
LONGEST = 5  # doublings: 15 minutes grow to 8 hours


def check_password(session: Session, user: User | None, password: str, now: datetime, tries: int) -> User | None:
    if user is None or not user.is_active or user.is_service or _must_wait(user, now):
        waste_time(password)
        note_refused_login(session, user.id if user else 0, user.failed_logins if user else 0, now)
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


def _must_wait(user: User, now: datetime) -> bool:
    return user.locked_until is not None and now < user.locked_until


def _count_wrong(session: Session, user: User, now: datetime, tries: int) -> None:
    quiet_for = FORGOTTEN if user.failed_logins >= tries else WINDOW
    if user.last_failed_at is not None and now - user.last_failed_at > quiet_for:
        user.failed_logins = 0
    user.failed_logins += 1
    user.last_failed_at = now
    note_refused_login(session, user.id, user.failed_logins, now)
    if user.failed_logins >= tries:
        until = now + WINDOW * 2 ** min(user.failed_logins - tries, LONGEST)
        user.locked_until = until
        _notify_locked(session, user, until, now)


def note_refused_login(session: Session, user_id: int, wrong: int, now: datetime) -> None:
    """On every path: the audit log is complete, and each path takes as long as the others."""
    note(session, User.__tablename__, user_id, "login_refused", actor=None, now=now, wrong=wrong)


def _notify_locked(session: Session, user: User, until: datetime, now: datetime) -> None:
    """The owner hears of it once a day: whoever guesses goes on guessing."""
    note(session, User.__tablename__, user.id, "login_locked", actor=None, now=now, locked_until=until.isoformat())
    event = AccountLocked(user_id=user.id, email=user.email, until=until.isoformat(), address=unit_of(session).address)
    emit(session, event, now=now, once=f"{event.kind}:{user.id}:{now:%Y%m%d}")
