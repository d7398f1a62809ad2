"""Ask for a new e-mail address."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.member import EmailChange
from app.models.accounts.user import User
from workflows.accounts.members.events import EmailChanging
from workflows.accounts.members.rules import has_account
from workflows.accounts.members.sign_up.resend_confirmation import TooOften
from workflows.accounts.users import password_fits, shape_email
from workflows.authentication.sessions import withdraw_email_change
from workflows.outbox_events import emit

ASKED_A_DAY = 5


def ask_email_change(
    session: Session, *, user: User, email: str, now: datetime, password: str | None = None
) -> EmailChange:
    """A request that waits for its confirmation; an earlier one is withdrawn. The answer never tells whose it is.

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
