"""Somebody has it: by the panel, a button in Telegram, a signed link."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW, AlreadyAcknowledged
from app.models.on_call.escalation import Escalation, EscalationStatus, EscalationTimer, TimerKind
from workflows.incident_timeline import write_entry
from workflows.on_call.escalate import add_timer, called_people, drop_timers, find_escalation, policy_of
from workflows.on_call.events import CallTaken
from workflows.outbox_events import emit
from workflows.transitions import transition


def acknowledge_escalation(session: Session, incident: Incident, *, actor: User, now: datetime) -> None:
    """The calls of this person's level end; where the policy says so, all of them. The others are told who has it."""
    taken = session.execute(
        update(Escalation)
        .where(Escalation.incident_id == incident.id, Escalation.status == EscalationStatus.RINGING)
        .values(status=EscalationStatus.ACKNOWLEDGED, acknowledged_by_id=actor.id, acknowledged_at=now)
        .returning(Escalation.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    escalation = find_escalation(session, incident.id)
    if taken is None or escalation is None:
        return
    policy = policy_of(session, incident)
    if policy.stop_at_acknowledgement:
        drop_timers(session, escalation, now, TimerKind.LEVEL, TimerKind.DECISION)
        due = now + timedelta(minutes=policy.acknowledgement_minutes)
        add_timer(session, escalation, TimerKind.ACKNOWLEDGEMENT, 0, due)
    for user_id in called_people(session, escalation):
        once = f"taken:{escalation.id}:{escalation.cycle}:{actor.id}:{user_id}"
        emit(session, CallTaken(incident_id=incident.id, user_id=user_id), now=now, once=once)


def acknowledge_call(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    """By a button or a link: only for those who were called, and whoever leads; the first one wins.

    A refusal of somebody who is not on the list is a line of the timeline.
    """
    incident = session.get(Incident, incident_id)
    escalation = find_escalation(session, incident_id)
    if incident is None or escalation is None:
        raise NotFound
    if actor.status != UserStatus.ACTIVE or actor.id not in called_people(session, escalation):
        raise NotCalled
    if incident.acknowledged_at is None:
        incident = transition(
            session, INCIDENT_FLOW, incident_id, "acknowledge", actor=actor, now=now, acknowledged_at=now
        )
        write_entry(session, incident, f"Diterima oleh {actor.name}", actor=actor, now=now)
    elif escalation.status != EscalationStatus.RINGING:
        holder = session.get(User, escalation.acknowledged_by_id or 0)
        raise AlreadyAcknowledged(N_("Sudah diterima %(name)s.", name=holder.name if holder else "–"))
    acknowledge_escalation(session, incident, actor=actor, now=now)
    return incident


class NotCalled(NotAllowed):
    """Somebody pressed a button that was not meant for them."""

    sentence = N_("Panggilan ini bukan untuk Anda.")


def note_refusal(session: Session, *, incident_id: int, actor: User, now: datetime) -> None:
    incident = session.get(Incident, incident_id)
    if incident is not None:
        write_entry(session, incident, f"Ditolak: {actor.name} menekan tombol panggilan orang lain", now=now)


def snooze_escalation(session: Session, incident: Incident, *, actor: User, now: datetime, minutes: int) -> Escalation:
    """No calls for a while; then from level 1 again."""
    escalation = _running(session, incident)
    escalation.status = EscalationStatus.SNOOZED
    session.flush()
    drop_timers(session, escalation, now)
    add_timer(session, escalation, TimerKind.WAKE, 0, now + timedelta(minutes=minutes))
    write_entry(session, incident, f"Ditunda {minutes} menit", actor=actor, now=now)
    return escalation


def extend_escalation(
    session: Session, incident: Incident, *, actor: User, now: datetime, minutes: int, reason: str
) -> Escalation:
    """Whoever has it asks for more time: everything that is due later moves by these minutes."""
    escalation = _running(session, incident)
    if escalation.acknowledged_by_id != actor.id:
        raise NotAllowed(N_("Hanya yang sudah menerima insiden ini yang dapat minta waktu."))
    waiting = select(EscalationTimer).where(
        EscalationTimer.escalation_id == escalation.id, EscalationTimer.done_at.is_(None)
    )
    for timer in session.scalars(waiting.with_for_update()):
        timer.due_at += timedelta(minutes=minutes)
    session.flush()
    write_entry(session, incident, f"Minta waktu {minutes} menit: {reason}", actor=actor, now=now)
    return escalation


def _running(session: Session, incident: Incident) -> Escalation:
    escalation = find_escalation(session, incident.id, lock=True)
    if escalation is None or escalation.status == EscalationStatus.ENDED:
        raise NotAvailable(N_("Tidak ada yang dipanggil untuk insiden ini."))
    return escalation
