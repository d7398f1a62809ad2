"""Planning maintenance; its beginning and end come by themselves."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.status import MAINTENANCE_FLOW, MaintenanceStatus, PlannedMaintenance
from workflows.transitions import note, transition

LONGEST = timedelta(days=7)


def plan_maintenance(
    session: Session,
    *,
    title: str,
    text: str,
    component_ids: list[int],
    starts_at: datetime,
    ends_at: datetime,
    actor: User,
    now: datetime,
) -> PlannedMaintenance:
    """Announced with the status page's next copy, seconds away. Raises Invalid."""
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise Invalid(N_("Waktu selesai harus sesudah waktu mulai, paling lama tujuh hari."), field="ends_at")
    if ends_at <= now:
        raise Invalid(N_("Pemeliharaan ini sudah lewat."), field="ends_at")
    if not component_ids:
        raise Invalid(N_("Pilih komponen yang dipelihara."), field="component_ids")
    plan = PlannedMaintenance(
        title=title.strip(),
        text=text.strip(),
        component_ids=component_ids,
        starts_at=starts_at,
        ends_at=ends_at,
        announced_at=now,
        status=MaintenanceStatus.SCHEDULED,
        created_by_id=actor.id,
        created_at=now,
    )
    session.add(plan)
    session.flush()
    note(session, "planned_maintenances", plan.id, "created", actor=actor, now=now, title=["", plan.title])
    return plan


def finish_maintenance(
    session: Session, *, maintenance_id: int, actor: User, now: datetime, outcome: str
) -> PlannedMaintenance:
    done: PlannedMaintenance = transition(
        session, MAINTENANCE_FLOW, maintenance_id, "finish", actor=actor, now=now, outcome=outcome, ended_at=now
    )
    return done


def cancel_maintenance(
    session: Session, *, maintenance_id: int, actor: User, now: datetime, reason: str
) -> PlannedMaintenance:
    done: PlannedMaintenance = transition(
        session, MAINTENANCE_FLOW, maintenance_id, "cancel", actor=actor, now=now, outcome=reason
    )
    return done


def sweep_maintenance(session: Session, *, now: datetime) -> int:
    """Begin what is due and end what has reached its announced end; how many changed."""
    moved = 0
    for status, column, name in (
        (MaintenanceStatus.SCHEDULED, PlannedMaintenance.starts_at, "begin"),
        (MaintenanceStatus.IN_PROGRESS, PlannedMaintenance.ends_at, "end"),
    ):
        due = select(PlannedMaintenance.id).where(PlannedMaintenance.status == status, column <= now)
        for plan_id in list(session.scalars(due.with_for_update(skip_locked=True))):
            moment: dict[str, Any] = {"began_at": now} if name == "begin" else {"ended_at": now}
            transition(session, MAINTENANCE_FLOW, plan_id, name, actor=None, now=now, **moment)
            moved += 1
    return moved
