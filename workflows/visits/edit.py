"""Change a ticket that nobody holds yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.models.user import DESK, User
from app.models.visit import VisitStatus, VisitTicket
from workflows.moves import note
from workflows.promises import promise
from workflows.visits.messages import VisitOpened
from workflows.visits.plan import VisitPlan, require_enough_technicians, require_sound
from workflows.visits.refusals import AlreadyHeld

FIELDS = (
    "customer_id",
    "site_id",
    "problem",
    "notes",
    "priority",
    "planned_start",
    "planned_end",
    "skill_id",
    "race_opens_at",
    "quota",
)
TOLD_AGAIN = {"planned_start", "planned_end", "site_id", "skill_id", "race_opens_at", "quota"}


def edit_visit(session: Session, *, visit_id: int, plan: VisitPlan, actor: User, now: datetime) -> VisitTicket:
    """Only a draft, or an open ticket without a place held or offered; raises AlreadyHeld, Invalid, QuotaNotMet."""
    if actor.role not in DESK:
        raise NotAllowed
    visit = _lock(session, visit_id)
    if not may_edit(visit):
        raise AlreadyHeld
    require_sound(session, plan, now=now)
    overridden = require_enough_technicians(session, plan)
    changes = _change(visit, plan)
    if overridden:
        visit.quota_override_reason = plan.override_reason.strip()
        visit.quota_override_by_id = actor.id
        changes["quota_override_reason"] = [None, visit.quota_override_reason]
    if not changes:
        return visit
    visit.places_offered = visit.quota
    visit.version += 1
    session.flush()
    note(session, "visit_tickets", visit.id, "changed", actor=actor, now=now, **changes)
    if visit.status == VisitStatus.OPEN and not TOLD_AGAIN.isdisjoint(changes):
        promise(session, VisitOpened(visit_id=visit.id), now=now, due_at=max(now, visit.race_opens_at or now))
    return visit


def may_edit(visit: VisitTicket) -> bool:
    return visit.status in {VisitStatus.DRAFT, VisitStatus.OPEN} and visit.places_taken + visit.places_reserved == 0


def _change(visit: VisitTicket, plan: VisitPlan) -> dict[str, Any]:
    """Write what differs; {column: [before, after]} in JSON's own types."""
    changes: dict[str, Any] = {}
    for name in FIELDS:
        before, after = getattr(visit, name), getattr(plan, name)
        after = after.strip() if isinstance(after, str) else after
        if before != after:
            setattr(visit, name, after)
            changes[name] = [_plain(before), _plain(after)]
    return changes


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _lock(session: Session, visit_id: int) -> VisitTicket:
    locked = select(VisitTicket).where(VisitTicket.id == visit_id).with_for_update()
    visit = session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if visit is None:
        raise NotFound
    return visit
