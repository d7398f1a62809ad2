"""Errors as screens show them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.monitoring.error_group import ErrorGroup, ErrorStatus


def list_latest_errors(session: Session, *, limit: int = 5) -> Sequence[ErrorGroup]:
    """Open ones, seen last first."""
    still = select(ErrorGroup).where(ErrorGroup.status == ErrorStatus.OPEN)
    return session.scalars(still.order_by(ErrorGroup.last_seen_at.desc(), ErrorGroup.id.desc()).limit(limit)).all()


def list_errors_of_incident(session: Session, incident_id: int) -> Sequence[ErrorGroup]:
    own = select(ErrorGroup).where(ErrorGroup.incident_id == incident_id)
    return session.scalars(own.order_by(ErrorGroup.id)).all()
