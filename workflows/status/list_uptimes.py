"""The uptime of each component in any period."""

from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.clock import day_bounds
from app.models.monitoring.check import CheckPeriod, PeriodKind
from app.models.status.status_page import MaintenanceStatus, PlannedMaintenance, StatusComponent
from app.policies.company_time import company_zone
from workflows.status.uptime import Down, Uptime, Window, uptime
from workflows.status.windows import windows_of


def list_uptimes(session: Session, *, first: date, last: date, now: datetime) -> list[tuple[StatusComponent, Uptime]]:
    """In the company's days, as far as they are over; a component counts from the day it was made."""
    zone = company_zone(session)
    since, until = day_bounds(first, zone)[0], min(day_bounds(last, zone)[1], now)
    components = session.scalars(select(StatusComponent).order_by(StatusComponent.position, StatusComponent.id)).all()
    still = or_(CheckPeriod.ended_at.is_(None), CheckPeriod.ended_at > since)
    mine = CheckPeriod.check_id.in_([one.check_id for one in components if one.check_id])
    periods = session.scalars(select(CheckPeriod).where(mine, still, CheckPeriod.started_at < until)).all()
    held = select(PlannedMaintenance).where(
        PlannedMaintenance.ends_at > since,
        PlannedMaintenance.starts_at < until,
        PlannedMaintenance.status != MaintenanceStatus.CANCELLED,
    )
    maintenances = session.scalars(held).all()
    found = []
    for component in components:
        own = [one for one in periods if one.check_id == component.check_id]
        downs = [Down(one.started_at, one.ended_at or now) for one in own if one.kind == PeriodKind.DOWN]
        out: list[Window] = [(one.started_at, one.ended_at or now) for one in own if one.kind == PeriodKind.NO_DATA]
        window = (max(since, component.created_at), until)
        out += windows_of(maintenances, component.id)
        measured = uptime(window, downs, out) if window[0] < window[1] else Uptime(until - until, until - until)
        found.append((component, measured))
    return found
