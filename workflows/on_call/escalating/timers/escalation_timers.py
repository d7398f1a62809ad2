"""Timers of an escalation: written with what they follow from."""

from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationTimer, TimerKind
from workflows.on_call.escalating.find_escalation import policy_of
from workflows.on_call.escalating.timers.office_hours import policy_due

LAST = 3  # the level after which somebody decides


def add_timer(session: Session, escalation: Escalation, kind: TimerKind, level: int, due_at: datetime) -> None:
    made = insert(EscalationTimer).values(
        escalation_id=escalation.id, cycle=escalation.cycle, kind=kind, level=level, due_at=due_at
    )
    again = {"due_at": due_at, "done_at": None}
    session.execute(
        made.on_conflict_do_update(constraint="uq_escalation_timers_escalation_id_cycle_kind_level", set_=again)
    )


def pull_next(session: Session, escalation: Escalation, incident: Incident, level: int, now: datetime) -> None:
    """After a level that rang at another time than planned, the next one waits its own minutes from now."""
    policy = policy_of(session, incident)
    due = policy_due(session, policy, now, policy.minutes_of(level))
    kind, following = (TimerKind.DECISION, 0) if level >= LAST else (TimerKind.LEVEL, level + 1)
    session.execute(update(EscalationTimer).where(*waiting_timer(escalation, kind, following)).values(due_at=due))


def drop_timers(session: Session, escalation: Escalation, now: datetime, *kinds: TimerKind) -> None:
    mine = [EscalationTimer.escalation_id == escalation.id, EscalationTimer.done_at.is_(None)]
    if kinds:
        mine.append(EscalationTimer.kind.in_(kinds))
    session.execute(update(EscalationTimer).where(*mine).values(done_at=now))


def waiting_timer(escalation: Escalation, kind: TimerKind, level: int) -> tuple[ColumnElement[bool], ...]:
    return (
        EscalationTimer.escalation_id == escalation.id,
        EscalationTimer.cycle == escalation.cycle,
        EscalationTimer.kind == kind,
        EscalationTimer.level == level,
        EscalationTimer.done_at.is_(None),
    )
