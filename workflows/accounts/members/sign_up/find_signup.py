"""A sign-up that waits for its link."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.models.accounts.member import Signup
from workflows.accounts.members.rules import is_over


class LinkSpent(NotAvailable):
    code = "link_spent"
    status = 410
    sentence = N_("Tautan ini sudah dipakai, diganti, atau lewat 24 jam.")


def find_signup(session: Session, *, token: str, now: datetime) -> Signup:
    """The sign-up a live link belongs to; raises LinkSpent."""
    return open_sign_up(session, token, now, lock=False)


def open_sign_up(session: Session, token: str, now: datetime, *, lock: bool) -> Signup:
    wanted = select(Signup).where(Signup.token_sha256 == sha256(token))
    signup = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if signup is None or signup.confirmed_at is not None or is_over(signup.expires_at, now):
        raise LinkSpent
    return signup
