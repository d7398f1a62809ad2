"""Write down who came on call."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.on_call.escalation import Escalation, EscalationStatus
from app.models.on_call.schedule import OnCallShift
from workflows.on_call.events import HandedOver
from workflows.on_call.who import LEVELS, find_on_call
from workflows.outbox_events import emit


def note_shifts(session: Session, *, now: datetime) -> None:
    """Write down who came on call; while alarms are open they are told how many."""
    open_shifts = {
        shift.level: shift for shift in session.scalars(select(OnCallShift).where(OnCallShift.ended_at.is_(None)))
    }
    for level in LEVELS:
        person, shift = find_on_call(session, level=level, at=now), open_shifts.get(level)
        if shift is not None and person is not None and shift.user_id == person.id:
            continue
        if shift is not None:
            shift.ended_at = now
            session.flush()
        if person is not None:
            session.add(OnCallShift(level=level, user_id=person.id, started_at=now, created_at=now))
            session.flush()
            if shift is not None:
                _notify_of_open(session, person.id, now)


def _notify_of_open(session: Session, user_id: int, now: datetime) -> None:
    ringing = select(func.count()).select_from(Escalation).where(Escalation.status != EscalationStatus.ENDED)
    count = session.scalar(ringing) or 0
    if count:
        emit(session, HandedOver(user_id=user_id, count=count), now=now, once=f"hand_over:{user_id}:{now.isoformat()}")
