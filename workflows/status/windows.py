"""Announced maintenance as intervals."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.status.status_page import TAKES_PLACE, PlannedMaintenance, StatusComponent
from workflows.status.uptime import Window, excluded_window


def windows_of(maintenances: Sequence[PlannedMaintenance], component_id: int) -> list[Window]:
    """What these take out of a component's uptime."""
    found = (
        excluded_window(announced_at=one.announced_at, start=one.starts_at, until=one.ends_at, ended_at=one.ended_at)
        for one in maintenances
        if component_id in one.component_ids and one.status in TAKES_PLACE
    )
    return [window for window in found if window is not None]


def list_windows_of_check(session: Session, *, check_id: int, now: datetime) -> list[Window]:
    """Announced windows of the last two days, of every component that stands on this check."""
    components = list(session.scalars(select(StatusComponent.id).where(StatusComponent.check_id == check_id)))
    if not components:
        return []
    recent = PlannedMaintenance.ends_at > now - timedelta(days=2)
    held = select(PlannedMaintenance).where(PlannedMaintenance.component_ids.overlap(components), recent)
    maintenances = session.scalars(held).all()
    return [window for one in components for window in windows_of(maintenances, one)]
