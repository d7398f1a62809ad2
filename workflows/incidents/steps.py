"""The steps of an incident: each guarded, each a line of its timeline."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import EntryKind, Incident, IncidentStatus
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.monitoring.alarm import Severity
from workflows.incident_timeline import write_entry
from workflows.incidents.end import after_end
from workflows.on_call import (
    acknowledge_escalation,
    end_escalation,
    note_activity,
    start_escalation,
    tighten_escalation,
)
from workflows.transitions import transition

NOTICE = timedelta(hours=72)
QUIET = timedelta(minutes=15)


def _step(
    session: Session, name: str, incident_id: int, actor: User, now: datetime, words: str, **columns: Any
) -> Incident:
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, name, actor=actor, now=now, **columns)
    write_entry(session, incident, words, actor=actor, now=now)
    note_activity(session, incident, now=now)
    return incident


def acknowledge_incident(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    incident = _step(
        session,
        "acknowledge",
        incident_id,
        actor,
        now,
        f"Diterima oleh {actor.name}",
        acknowledged_at=func.coalesce(Incident.acknowledged_at, now),
    )
    acknowledge_escalation(session, incident, actor=actor, now=now)
    return incident


def investigate_incident(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    return _step(session, "investigate", incident_id, actor, now, "Diselidiki")


def identify_incident(session: Session, *, incident_id: int, actor: User, now: datetime, note: str) -> Incident:
    return _step(session, "identify", incident_id, actor, now, f"Penyebab: {note}")


def watch_incident(session: Session, *, incident_id: int, actor: User, now: datetime, note: str) -> Incident:
    """In hand: nobody is called any more."""
    incident = _step(session, "watch", incident_id, actor, now, f"Diperbaiki: {note}")
    end_escalation(session, incident, now=now)
    return incident


def resolve_incident(
    session: Session, *, incident_id: int, actor: User, now: datetime, outcome: str, ended: datetime | None = None
) -> Incident:
    """`ended` None: the impact ends now."""
    at = ended or now
    before = session.get_one(Incident, incident_id)
    if at > now or at < before.impact_started_at:
        raise Invalid(N_("Akhir dampak harus sesudah awalnya dan tidak di masa depan."), field="ended")
    incident = _step(
        session, "resolve", incident_id, actor, now, f"Selesai: {outcome}",
        outcome=outcome, resolved_at=now, impact_ended_at=at,
    )  # fmt: skip
    after_end(session, incident, now=now)
    return incident


def reopen_incident(session: Session, *, incident_id: int, actor: User, now: datetime, reason: str) -> Incident:
    incident = _step(
        session, "reopen", incident_id, actor, now, f"Dibuka kembali: {reason}",
        resolved_at=None, impact_ended_at=None, quiet_since=None,
    )  # fmt: skip
    start_escalation(session, incident, now=now)
    return incident


def command_incident(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    return _step(session, "command", incident_id, actor, now, f"Komandan: {actor.name}", commander_id=actor.id)


def communicate_incident(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    words = f"Komunikasi: {actor.name}"
    return _step(session, "communicate", incident_id, actor, now, words, communicator_id=actor.id)


def scribe_incident(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    return _step(session, "scribe", incident_id, actor, now, f"Pencatat: {actor.name}", scribe_id=actor.id)


def note_incident(
    session: Session, *, incident_id: int, actor: User, now: datetime, text: str, at: datetime | None = None
) -> Incident:
    """`at` may be earlier: the line says that it was added afterwards."""
    if at is not None and at > now:
        raise Invalid(N_("Waktu ini masih di depan."), field="at")
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "note", actor=actor, now=now)
    write_entry(session, incident, text, kind=EntryKind.NOTE, actor=actor, now=now, at=at)
    note_activity(session, incident, now=now)
    return incident


def set_severity(
    session: Session, *, incident_id: int, actor: User, now: datetime, severity: str, reason: str
) -> Incident:
    """A higher severity shortens what is waited for, and never lengthens it."""
    wanted = Severity(severity)
    words = f"Tingkat {wanted}: {reason}"
    incident = _step(session, "set_severity", incident_id, actor, now, words, severity=wanted)
    tighten_escalation(session, incident, now=now)
    return incident


def set_impact(
    session: Session, *, incident_id: int, actor: User, now: datetime, started: datetime, reason: str
) -> Incident:
    before = session.get_one(Incident, incident_id)
    if started > (before.impact_ended_at or now):
        raise Invalid(N_("Awal dampak harus sebelum akhirnya."), field="started")
    return _step(
        session, "set_impact", incident_id, actor, now, f"Awal dampak diubah: {reason}", impact_started_at=started
    )


def mark_personal_data(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    """UU PDP: whoever is concerned is told within 3 × 24 hours."""
    return _step(
        session, "mark_personal_data", incident_id, actor, now, "Menyangkut data pribadi", notice_due_at=now + NOTICE
    )


def end_quiet_incidents(session: Session, *, now: datetime) -> int:
    """End those whose alarms have all been over for 15 minutes and that nobody has acknowledged; how many."""
    quiet = select(Incident.id).where(
        Incident.status != IncidentStatus.RESOLVED,
        Incident.quiet_since <= now - QUIET,
        Incident.acknowledged_at.is_(None),
    )
    found = list(session.scalars(quiet.with_for_update(skip_locked=True)))
    for incident_id in found:
        incident = session.get_one(Incident, incident_id)
        ended = incident.quiet_since
        transition(
            session, INCIDENT_FLOW, incident_id, "end", actor=None, now=now, resolved_at=now, impact_ended_at=ended
        )
        write_entry(session, incident, "Selesai sendiri: semua alarm beres", now=now)
        after_end(session, incident, now=now)
    return len(found)
