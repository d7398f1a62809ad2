"""The outside identities of a person."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.sso import Identity


def list_identities(session: Session, *, user_id: int) -> Sequence[Identity]:
    return session.scalars(select(Identity).where(Identity.user_id == user_id).order_by(Identity.id)).all()
