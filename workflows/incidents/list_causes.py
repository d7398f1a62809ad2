"""The list of causes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.cause import IncidentCause


def list_causes(session: Session) -> Sequence[IncidentCause]:
    """Those that are used, in their order."""
    used = select(IncidentCause).where(IncidentCause.is_active)
    return session.scalars(used.order_by(IncidentCause.position, IncidentCause.id)).all()
