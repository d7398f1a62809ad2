"""Finish a piece of maintenance."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.core.money import read_quantity
from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord, MaintenanceTopic
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from app.policies.company_time import company_today
from workflows.transitions import transition


def finish_record(
    session: Session,
    *,
    record_id: int,
    actor: User,
    now: datetime,
    outcome: str,
    figure_after: str = "",
    applied: date | None = None,
) -> MaintenanceRecord:
    """What was measured before is measured after; a security patch is applied today unless said. Raises Invalid."""
    before = session.get(MaintenanceRecord, record_id, with_for_update=True, populate_existing=True)
    if before is None:
        raise NotFound
    if before.figure_before is not None and not figure_after:
        raise Invalid(N_("Isi angka sesudahnya: angka sebelumnya tercatat."), field="figure_after")
    columns: dict[str, Any] = {
        "figure_after": float(read_quantity(figure_after, field="figure_after")) if figure_after else None,
        "applied_date": _applied(session, before, applied, now),
    }
    done: MaintenanceRecord = transition(
        session,
        MAINTENANCE_RECORD_FLOW,
        record_id,
        "finish",
        actor=actor,
        now=now,
        outcome=outcome,
        finished_at=now,
        started_at=before.started_at or now,
        **columns,
    )
    return done


def _applied(session: Session, record: MaintenanceRecord, applied: date | None, now: datetime) -> date | None:
    if record.topic != MaintenanceTopic.SECURITY_PATCH:
        return None
    today = company_today(session, now)
    day = applied or today
    if day > today or (record.available_date is not None and day < record.available_date):
        raise Invalid(N_("Diterapkan paling awal saat tersedia dan paling lambat hari ini."), field="applied")
    return day
