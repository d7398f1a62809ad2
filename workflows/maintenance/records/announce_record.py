"""Announce a piece of maintenance on the status page; it begins and ends there by itself."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from workflows.status import plan_maintenance
from workflows.transitions import transition


def announce_record(
    session: Session,
    *,
    record_id: int,
    actor: User,
    now: datetime,
    components: list[int],
    starts: datetime,
    ends: datetime,
    text: str = "",
    title_en: str = "",
    text_en: str = "",
) -> MaintenanceRecord:
    """Again only when what was announced is over or called off. Raises Invalid for times that cannot be."""
    record = session.get(MaintenanceRecord, record_id, with_for_update=True, populate_existing=True)
    if record is None:
        raise NotFound
    plan = plan_maintenance(
        session,
        title=record.title,
        text=text,
        title_en=title_en,
        text_en=text_en,
        component_ids=sorted(components),
        starts_at=starts,
        ends_at=ends,
        actor=actor,
        now=now,
    )
    done: MaintenanceRecord = transition(
        session, MAINTENANCE_RECORD_FLOW, record_id, "announce", actor=actor, now=now, plan_id=plan.id
    )
    return done
