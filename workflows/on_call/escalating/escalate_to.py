"""Escalate to a level: call its people; a level without anybody is skipped."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationTimer, TimerKind
from workflows.on_call.call_level import call_level
from workflows.on_call.escalating.timers.escalation_timers import LAST, pull_next, waiting_timer


def escalate_to(
    session: Session,
    escalation: Escalation,
    incident: Incident,
    level: int,
    *,
    planned_at: datetime,
    now: datetime,
    also: Iterable[int] = (),
) -> None:
    """A level without anybody is skipped at once: the next one is called now."""
    escalation.level = max(escalation.level, level)
    reached = call_level(session, escalation, incident, level, planned_at=planned_at, now=now, also=also)
    session.flush()
    if reached or level >= LAST:
        return
    following = waiting_timer(escalation, TimerKind.LEVEL, level + 1)
    taken = session.execute(
        update(EscalationTimer).where(*following).values(done_at=now).returning(EscalationTimer.id)
    ).one_or_none()
    if taken is not None:
        escalate_to(session, escalation, incident, level + 1, planned_at=now, now=now)
        pull_next(session, escalation, incident, level + 1, now)
