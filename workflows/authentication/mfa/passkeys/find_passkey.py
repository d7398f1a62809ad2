"""Passkeys, by person and by credential."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.accounts.mfa import Passkey


def list_passkeys(session: Session, *, user_id: int) -> Sequence[Passkey]:
    return session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)).all()


def find_passkey(session: Session, *, credential_id: str) -> Passkey | None:
    """With its owner."""
    wanted = select(Passkey).where(Passkey.credential_id == credential_id).options(joinedload(Passkey.user))
    return session.scalars(wanted).one_or_none()
