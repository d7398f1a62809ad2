"""Begin to set up an authenticator app."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.identifiers import new_secret
from app.models.accounts.mfa import Authenticator
from app.models.accounts.user import User
from workflows.authentication.mfa.authenticator.find_authenticator import find_authenticator


def enrol_authenticator(session: Session, *, user: User, now: datetime) -> Authenticator:
    """A secret to scan, new at each beginning; nothing is asked for until its first code was shown.

    Raises NotAvailable where one is confirmed already.
    """
    pending = delete(Authenticator).where(Authenticator.user_id == user.id, Authenticator.confirmed_at.is_(None))
    session.execute(pending)
    if find_authenticator(session, user_id=user.id, now=now) is not None:
        raise NotAvailable(N_("Aplikasi autentikator sudah terpasang. Lepas dulu yang itu."))
    begun = Authenticator(user_id=user.id, nonce=new_secret(), created_at=now)
    session.add(begun)
    session.flush()
    return begun
