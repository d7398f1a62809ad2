"""CS grants the days, with the same team or with places reopened."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment, ReleaseReason
from app.models.visits.fieldwork import EXTENSION_FLOW, ExtensionRequest
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.fieldwork.errors import Collision
from workflows.fieldwork.events import ExtensionApproved
from workflows.fieldwork.places import list_booked_elsewhere, lock_visit, refill_places, release_place
from workflows.outbox_events import emit
from workflows.transitions import note as write_note
from workflows.transitions import transition


def approve_extension(
    session: Session,
    *,
    extension_id: int,
    actor: User,
    now: datetime,
    leaving_ids: Sequence[int] | None = None,
    note: str = "",
) -> ExtensionRequest:
    """Move the plan's end and everyone's booking with it; those who leave keep what they worked.

    Raises Collision, naming who is booked elsewhere, so that CS may mark them as leaving.
    """
    asked = session.get(ExtensionRequest, extension_id)
    if asked is None:
        raise NotFound
    visit = lock_visit(session, asked.visit_id)
    if visit.status not in VISIT_FLOW.transitions["finish"].sources:
        raise NotAvailable(N_("Kunjungan ini tidak sedang dikerjakan lagi."))
    facts: dict[str, Any] = {"decided_by_id": actor.id, "decided_at": now, "decision_note": note or ""}
    leaving = set(leaving_ids or ())
    asked = transition(
        session, EXTENSION_FLOW, extension_id, "approve", actor=actor, now=now, leaving_ids=sorted(leaving), **facts
    )
    _let_go(session, visit, leaving, now)
    _extend(session, visit, asked.days, actor, now)
    if leaving:
        refill_places(session, visit, now=now)
    emit(session, ExtensionApproved(visit_id=visit.id, extension_id=extension_id), now=now)
    return asked


def _let_go(session: Session, visit: VisitTicket, leaving: set[int], now: datetime) -> None:
    held = select(Assignment).where(Assignment.visit_id == visit.id, Assignment.released_at.is_(None))
    places = {place.technician_id: place for place in session.scalars(held.with_for_update())}
    if not leaving <= places.keys():
        raise Invalid(N_("Hanya teknisi yang sedang memegang tempat dapat ditandai."), field="leaving_ids")
    for technician_id in sorted(leaving):
        release_place(session, visit, places[technician_id], why=ReleaseReason.LEFT_EXTENSION, now=now)


def _extend(session: Session, visit: VisitTicket, days: int, actor: User, now: datetime) -> None:
    new_end = visit.planned_end + timedelta(days=days)
    names = list_booked_elsewhere(session, visit_id=visit.id, since=visit.planned_end, until=new_end)
    if names:
        raise Collision(
            N_(
                "%(names)s sudah memegang job lain pada hari tambahan. Tandai sebagai tidak dapat melanjutkan, "
                "lalu setujui lagi.",
                names=", ".join(names),
            )
        )
    write_note(
        session,
        "visit_tickets",
        visit.id,
        "extended",
        actor=actor,
        now=now,
        planned_end=[visit.planned_end.isoformat(), new_end.isoformat()],
    )
    old_end, visit.planned_end = visit.planned_end, new_end
    visit.added_days += days
    visit.version += 1
    session.flush()
    staying = update(Assignment).where(Assignment.visit_id == visit.id, Assignment.released_at.is_(None))
    booked = staying.values(during=func.tstzrange(func.coalesce(func.lower(Assignment.during), old_end), new_end))
    session.execute(booked.execution_options(synchronize_session=False))
