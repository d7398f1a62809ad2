"""Ganti TS: CS takes a technician off a visit, before or after any alert, and says who comes instead."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.files.document import DocumentKind
from app.models.visits.assignment import Assignment
from app.models.visits.fieldwork import ALERT_FLOW, EmergencyAlert
from app.models.visits.release import RELEASE_CHOICES, ReleaseReason
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.documents import withdraw_replaced
from workflows.fieldwork.places import refill_places, release_place
from workflows.outbox import withdraw_buttons
from workflows.outbox_events import emit
from workflows.teams.places import get_held_place, lock_technician, put_on_team
from workflows.transitions import transition
from workflows.visits.events import TechnicianReleased


def release_technician(
    session: Session,
    *,
    visit_id: int,
    actor: User,
    now: datetime,
    technician_id: int,
    reason: str,
    note: str | None = None,
    substitute_id: int | None = None,
) -> VisitTicket:
    """The place goes to the substitute; without one it is offered to the waiting list and then to the pool."""
    if reason not in RELEASE_CHOICES:
        raise Invalid(N_("Pilih alasannya."), field="reason")
    if substitute_id == technician_id:
        raise Invalid(N_("Pilih orang lain sebagai pengganti."), field="substitute_id")
    substitute = lock_technician(session, substitute_id, field="substitute_id") if substitute_id else None
    leaver = session.get(User, technician_id)
    details = {
        "technician": leaver.name if leaver else technician_id,
        "reason": reason,
        "note": note or "",
        **({"substitute": substitute.name} if substitute else {}),
    }
    visit: VisitTicket = transition(
        session, VISIT_FLOW, visit_id, "release_technician", actor=actor, now=now, details=details
    )
    place = get_held_place(session, visit_id, technician_id)
    take_off_team(session, visit, place, why=ReleaseReason(reason), note=note or "", actor=actor, now=now)
    if substitute is None:
        refill_places(session, visit, now=now, emergency=visit.planned_start <= now)
    else:
        put_on_team(session, visit, substitute, now=now, field="substitute_id")
    return visit


def take_off_team(
    session: Session,
    visit: VisitTicket,
    place: Assignment,
    *,
    why: ReleaseReason,
    note: str,
    actor: User,
    now: datetime,
) -> None:
    """Free one place, end its alert, tell its holder; the Surat Tugas that names them is withdrawn."""
    place.release_note = note
    _settle_alert(session, visit, place, actor=actor, now=now)
    release_place(session, visit, place, why=why, now=now)
    withdraw_replaced(session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit.id, now=now)
    event = TechnicianReleased(visit_id=visit.id, technician_id=place.technician_id, reason=why.value, note=note)
    emit(session, event, now=now)


def _settle_alert(session: Session, visit: VisitTicket, place: Assignment, *, actor: User, now: datetime) -> None:
    step = ALERT_FLOW.transitions["replace_technician"]
    open_alerts = select(EmergencyAlert.id).where(
        EmergencyAlert.assignment_id == place.id, EmergencyAlert.status.in_(step.sources)
    )
    lost = max(int((now - visit.planned_start).total_seconds() // 60), 0)
    for alert_id in session.scalars(open_alerts).all():
        facts: dict[str, Any] = {"decided_by_id": actor.id, "decided_at": now, "minutes_lost": lost}
        transition(session, ALERT_FLOW, alert_id, "replace_technician", actor=actor, now=now, **facts)
        withdraw_buttons(
            session,
            asked="alert.raised",
            outcome="replace_technician",
            visit_id=visit.id,
            alert_id=alert_id,
            actor=actor,
            now=now,
        )
