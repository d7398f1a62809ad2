"""Save a service plan: what is promised at each priority. It holds for tickets that come in from now on."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.support.settings.service_plan import ServicePlan, ServiceTarget
from app.models.visits.visit import Priority
from workflows.one_at_a_time import one_at_a_time
from workflows.support.promises.reclock_reports import reclock_reports


@dataclass(frozen=True, slots=True)
class Target:
    """Seconds of the calendar's working time; None: nothing is promised."""

    calendar_id: int
    first_reply_s: int | None
    next_reply_s: int | None
    resolution_s: int | None


def save_plan(
    session: Session, plan: ServicePlan, *, name: str, is_default: bool, targets: Mapping[Priority, Target]
) -> ServicePlan:
    """The default passes on to another plan, and is never without one."""
    name = clear_line(name)
    one_at_a_time(session, "service_plan_names")
    taken = select(ServicePlan.id).where(func.lower(ServicePlan.name) == name.lower(), ServicePlan.id != (plan.id or 0))
    if session.scalar(taken) is not None:
        raise Invalid(N_("Nama ini sudah dipakai."), field="name")
    if plan.is_default and not is_default:
        raise Invalid(
            N_("Tandai paket lain sebagai paket umum; yang ini berhenti dengan sendirinya."), field="is_default"
        )
    if is_default and not plan.is_default:
        session.execute(update(ServicePlan).where(ServicePlan.is_default).values(is_default=False))
    plan.name, plan.is_default = name, is_default
    session.add(plan)
    session.flush()
    session.execute(delete(ServiceTarget).where(ServiceTarget.plan_id == plan.id))
    session.add_all(_row(plan, priority, target) for priority, target in targets.items())
    session.flush()
    session.expire(plan, ["targets"])
    reclock_reports(session)
    return plan


def _row(plan: ServicePlan, priority: Priority, target: Target) -> ServiceTarget:
    return ServiceTarget(
        plan_id=plan.id,
        priority=priority,
        calendar_id=target.calendar_id,
        first_reply_s=target.first_reply_s,
        next_reply_s=target.next_reply_s,
        resolution_s=target.resolution_s,
    )
