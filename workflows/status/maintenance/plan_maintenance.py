"""Plan maintenance."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.status.status_page import MaintenanceStatus, PlannedMaintenance
from workflows.status.subscribers.announcing.announce_maintenance import announce_maintenance
from workflows.transitions import note

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
    title_en: str = "",
    text_en: str = "",
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
        title_en=title_en.strip(),
        text=text.strip(),
        text_en=text_en.strip(),
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
    announce_maintenance(session, plan.id, "planned", now=now)
    return plan
