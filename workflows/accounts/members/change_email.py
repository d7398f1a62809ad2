"""A new e-mail address: it counts once the link that was sent there is followed."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.derived_secrets import derived_token
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.identifiers import new_secret, sha256
from app.models.accounts.member import EmailChange
from app.models.accounts.user import User
from workflows.accounts.members.confirm_sign_up import LinkSpent
from workflows.accounts.members.events import EmailChanged, EmailChanging
from workflows.accounts.members.resend_confirmation import TooOften
from workflows.accounts.members.rules import LINK_LIVES, has_account, is_over
from workflows.accounts.users import password_fits, shape_email
from workflows.authentication.sessions import end_resets
from workflows.outbox_events import emit
from workflows.transitions import note

ASKED_A_DAY = 5


def ask_email_change(
    session: Session, *, user: User, email: str, now: datetime, password: str | None = None
) -> EmailChange:
    """A wish that waits for its confirmation; an earlier one is withdrawn. The answer never tells whose it is.

    `password`: the person's own, which has to be right; None where they have just proved who they are.
    """
    email = shape_email(email)
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    if password is not None and not password_fits(password, own.password_hash):
        raise Invalid(N_("Kata sandi sekarang salah."), field="password")
    if own.email == email and own.email_verified_at is not None:
        raise Invalid(N_("Ini sudah alamat e-mail Anda."), field="email")
    today = select(func.count()).where(EmailChange.user_id == own.id, EmailChange.created_at > now - timedelta(days=1))
    if session.scalars(today).one() >= ASKED_A_DAY:
        raise TooOften(N_("Hari ini sudah beberapa kali diganti. Coba lagi besok."))
    withdraw_email_change(session, user_id=own.id, now=now)
    change = EmailChange(
        user_id=own.id, email=email, is_known=has_account(session, email, besides=own.id), created_at=now
    )
    session.add(change)
    session.flush()
    emit(session, EmailChanging(change_id=change.id), now=now)
    return change


def withdraw_email_change(session: Session, *, user_id: int, now: datetime) -> None:
    """The link that is on its way is worth nothing from now on."""
    waiting = update(EmailChange).where(
        EmailChange.user_id == user_id, EmailChange.confirmed_at.is_(None), EmailChange.withdrawn_at.is_(None)
    )
    session.execute(waiting.values(withdrawn_at=now))


def find_email_change(session: Session, *, user_id: int) -> EmailChange | None:
    """The wish that still waits."""
    waiting = select(EmailChange).where(
        EmailChange.user_id == user_id, EmailChange.confirmed_at.is_(None), EmailChange.withdrawn_at.is_(None)
    )
    return session.scalars(waiting.order_by(EmailChange.id.desc()).limit(1)).one_or_none()


def write_email_link(session: Session, *, change_id: int, key: str, now: datetime) -> str | None:
    """The nonce that, with `key`, gives the link's token; only its SHA-256 is kept. None: nothing to confirm."""
    change = session.get_one(EmailChange, change_id, with_for_update=True)
    if change.is_known or change.confirmed_at or change.withdrawn_at:
        return None
    nonce = new_secret()
    change.token_sha256, change.expires_at = sha256(derived_token(key, nonce)), now + LINK_LIVES
    session.flush()
    return nonce


def open_email_change(session: Session, *, token: str, now: datetime, lock: bool = False) -> EmailChange:
    """What a live link is about; raises LinkSpent."""
    wanted = select(EmailChange).where(EmailChange.token_sha256 == sha256(token))
    change = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if change is None or change.confirmed_at or change.withdrawn_at or is_over(change.expires_at, now):
        raise LinkSpent
    return change


def confirm_email_change(session: Session, *, token: str, now: datetime) -> User:
    """The address is theirs; the former one is told. Raises LinkSpent, also when somebody else has it by now."""
    change = open_email_change(session, token=token, now=now)
    user = session.scalars(select(User).where(User.id == change.user_id).with_for_update()).one()
    change = open_email_change(session, token=token, now=now, lock=True)
    if not user.is_active or has_account(session, change.email, besides=user.id):
        raise LinkSpent
    former = user.email
    user.email, user.email_verified_at, user.updated_at = change.email, now, now
    change.confirmed_at = now
    session.flush()
    end_resets(session, user_id=user.id, now=now)
    note(session, "users", user.id, "email_confirmed", actor=user, now=now)
    if former and former != change.email:
        emit(session, EmailChanged(user_id=user.id, former=former), now=now)
    return user
