"""Timers of an escalation: written with what they follow from, claimed once, late ones said to be late.

Levels go on until the incident is Dipantau or Selesai; where the policy stops at an acknowledgement, until somebody
has it. Level 4 is called by decision.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import (
    Escalation,
    EscalationCall,
    EscalationPolicy,
    EscalationStatus,
    EscalationTimer,
    TimerKind,
)
from workflows.on_call.call_people import call_level

LAST = 3  # the level after which somebody decides
_S = EscalationStatus


def policy_of(session: Session, incident: Incident) -> EscalationPolicy:
    """The one of its severity, or the standard one."""
    wanted = select(EscalationPolicy).where(EscalationPolicy.severity == incident.severity)
    standard = EscalationPolicy(
        severity=incident.severity,
        level1_minutes=30,
        level2_minutes=60,
        level3_minutes=120,
        acknowledgement_minutes=30,
        stop_at_acknowledgement=False,
    )
    return session.scalars(wanted).one_or_none() or standard


def find_escalation(session: Session, incident_id: int, *, lock: bool = False) -> Escalation | None:
    wanted = select(Escalation).where(Escalation.incident_id == incident_id)
    wanted = wanted.with_for_update() if lock else wanted
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def start_escalation(session: Session, incident: Incident, *, now: datetime) -> Escalation:
    """Call level 1 now and write the timers of the rest; one that is there begins a new cycle."""
    escalation = find_escalation(session, incident.id, lock=True)
    if escalation is None:
        escalation = Escalation(incident_id=incident.id, cycle=0, created_at=now)
        session.add(escalation)
    begin_cycle(session, escalation, incident, now=now)
    return escalation


def begin_cycle(
    session: Session, escalation: Escalation, incident: Incident, *, now: datetime, also: Iterable[int] = ()
) -> None:
    """From level 1 again; `also` are called with it."""
    escalation.status, escalation.cycle, escalation.level = _S.RINGING, escalation.cycle + 1, 0
    escalation.acknowledged_by_id = escalation.acknowledged_at = None
    session.flush()
    _drop_timers(session, escalation, now)
    policy, at = policy_of(session, incident), now
    for level in range(1, LAST + 1):
        if level > 1:
            add_timer(session, escalation, TimerKind.LEVEL, level, at)
        at += timedelta(minutes=policy.minutes_of(level))
    add_timer(session, escalation, TimerKind.DECISION, 0, at)
    ring(session, escalation, incident, 1, planned_at=now, now=now, also=also)


def ring(
    session: Session,
    escalation: Escalation,
    incident: Incident,
    level: int,
    *,
    planned_at: datetime,
    now: datetime,
    also: Iterable[int] = (),
) -> None:
    """A level without anybody is skipped at once: the next one rings now."""
    escalation.level = max(escalation.level, level)
    reached = call_level(session, escalation, incident, level, planned_at=planned_at, now=now, also=also)
    session.flush()
    if reached or level >= LAST:
        return
    following = _timer(escalation, TimerKind.LEVEL, level + 1)
    taken = session.execute(
        update(EscalationTimer).where(*following).values(done_at=now).returning(EscalationTimer.id)
    ).one_or_none()
    if taken is not None:
        ring(session, escalation, incident, level + 1, planned_at=now, now=now)
        pull_next(session, escalation, incident, level + 1, now)


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
    due = now + timedelta(minutes=policy_of(session, incident).minutes_of(level))
    kind, following = (TimerKind.DECISION, 0) if level >= LAST else (TimerKind.LEVEL, level + 1)
    session.execute(update(EscalationTimer).where(*_timer(escalation, kind, following)).values(due_at=due))


def end_escalation(session: Session, incident: Incident, *, now: datetime) -> None:
    escalation = find_escalation(session, incident.id, lock=True)
    if escalation is not None and escalation.status != _S.ENDED:
        escalation.status = _S.ENDED
        session.flush()
        _drop_timers(session, escalation, now)


def note_activity(session: Session, incident: Incident, *, now: datetime) -> None:
    """Somebody works on it: the time until it rings again after an acknowledgement begins anew."""
    escalation = find_escalation(session, incident.id)
    if escalation is not None and escalation.status == _S.ACKNOWLEDGED:
        due = now + timedelta(minutes=policy_of(session, incident).acknowledgement_minutes)
        mine = _timer(escalation, TimerKind.ACKNOWLEDGEMENT, 0)
        session.execute(update(EscalationTimer).where(*mine).values(due_at=due))


def tighten_escalation(session: Session, incident: Incident, *, now: datetime) -> None:
    """Another severity: the level is kept, the next deadline is the earlier of the old and the new one."""
    escalation = find_escalation(session, incident.id, lock=True)
    if escalation is None or escalation.status != _S.RINGING:
        return
    level = min(max(escalation.level, 1), LAST)
    due = now + timedelta(minutes=policy_of(session, incident).minutes_of(level))
    kind, following = (TimerKind.DECISION, 0) if level >= LAST else (TimerKind.LEVEL, level + 1)
    later = EscalationTimer.due_at > due
    session.execute(update(EscalationTimer).where(*_timer(escalation, kind, following), later).values(due_at=due))


def called_people(session: Session, escalation: Escalation) -> list[int]:
    """Whoever was called in this cycle."""
    mine = select(EscalationCall.user_id).where(
        EscalationCall.escalation_id == escalation.id, EscalationCall.cycle == escalation.cycle
    )
    return list(session.scalars(mine.distinct().order_by(EscalationCall.user_id)))


def drop_timers(session: Session, escalation: Escalation, now: datetime, *kinds: TimerKind) -> None:
    _drop_timers(session, escalation, now, *kinds)


def _drop_timers(session: Session, escalation: Escalation, now: datetime, *kinds: TimerKind) -> None:
    mine = [EscalationTimer.escalation_id == escalation.id, EscalationTimer.done_at.is_(None)]
    if kinds:
        mine.append(EscalationTimer.kind.in_(kinds))
    session.execute(update(EscalationTimer).where(*mine).values(done_at=now))


def _timer(escalation: Escalation, kind: TimerKind, level: int) -> tuple[ColumnElement[bool], ...]:
    return (
        EscalationTimer.escalation_id == escalation.id,
        EscalationTimer.cycle == escalation.cycle,
        EscalationTimer.kind == kind,
        EscalationTimer.level == level,
        EscalationTimer.done_at.is_(None),
    )
