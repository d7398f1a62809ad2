"""Runs of Sigap's own upkeep."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.maintenance.upkeep import CareRun


def list_runs(session: Session, *, limit: int = 30) -> Sequence[CareRun]:
    """Newest first."""
    return session.scalars(select(CareRun).order_by(CareRun.id.desc()).limit(limit)).all()
