"""Runs of Sigap's own upkeep."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.maintenance.upkeep import UpkeepRun


def list_runs(session: Session, *, limit: int = 30) -> Sequence[UpkeepRun]:
    """Newest first."""
    return session.scalars(select(UpkeepRun).order_by(UpkeepRun.id.desc()).limit(limit)).all()
