"""The desk's own fields."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.support.settings.fields import SupportField


def list_fields(session: Session, *, kind: str | None = None, for_customer: bool = False) -> Sequence[SupportField]:
    """Those in use, in their order; of tickets of this kind, and asked of customers, where that is wanted."""
    wanted = select(SupportField).where(SupportField.is_active)
    if kind is not None:
        wanted = wanted.where(or_(SupportField.kind == kind, SupportField.kind.is_(None)))
    if for_customer:
        wanted = wanted.where(SupportField.for_customer)
    return session.scalars(wanted.order_by(SupportField.position, SupportField.id)).all()
