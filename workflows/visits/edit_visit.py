"""Change a ticket that nobody holds yet."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.models.accounts.user import DESK, User
from app.models.visits.visit import VisitStatus, VisitTicket
from workflows.visits.errors import AlreadyHeld
from workflows.visits.invite_technicians import invite_technicians
from workflows.visits.plan import VisitPlan, require_sound
from workflows.visits.quota import require_enough_technicians
from workflows.visits.waiting_list.offers import lock_visit

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
    visit = lock_visit(session, visit_id)
    if not may_edit(visit):
        raise AlreadyHeld
    require_sound(session, plan, now=now)
    overridden = require_enough_technicians(session, plan)
    changes = _change(visit, plan)
    visit.quota_override_reason = plan.override_reason.strip() if overridden else None
    visit.quota_override_by_id = actor.id if overridden else None
    if not session.is_modified(visit):
        return visit
    visit.places_offered = visit.quota
    visit.version += 1
    session.flush()
    if visit.status == VisitStatus.OPEN and TOLD_AGAIN & changes:
        invite_technicians(session, visit_id=visit.id, now=now, due_at=max(now, visit.race_opens_at or now))
    return visit


def may_edit(visit: VisitTicket) -> bool:
    return visit.status in {VisitStatus.DRAFT, VisitStatus.OPEN} and visit.places_taken + visit.places_reserved == 0


def _change(visit: VisitTicket, plan: VisitPlan) -> set[str]:
    """Write what differs, and say which columns did."""
    changed: set[str] = set()
    for name in FIELDS:
        wished = getattr(plan, name)
        wished = wished.strip() if isinstance(wished, str) else wished
        if getattr(visit, name) != wished:
            setattr(visit, name, wished)
            changed.add(name)
    return changed
