"""Begin the calls from level 1.

Levels go on until the incident is Dipantau or Selesai; where the policy stops at an acknowledgement, until somebody
has it. Level 4 is called by decision.
A policy of working hours calls nobody before the next ones begin.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationStatus, TimerKind
from workflows.incident_timeline import write_entry
from workflows.on_call.escalating.escalate_to import escalate_to
from workflows.on_call.escalating.find_escalation import policy_of
from workflows.on_call.escalating.timers.escalation_timers import LAST, add_timer, drop_timers
from workflows.on_call.escalating.timers.office_hours import policy_due


def begin_cycle(
    session: Session, escalation: Escalation, incident: Incident, *, now: datetime, also: Iterable[int] = ()
) -> None:
    """From level 1 again; `also` are called with it."""
    escalation.status, escalation.cycle, escalation.level = EscalationStatus.RINGING, escalation.cycle + 1, 0
    escalation.acknowledged_by_id = escalation.acknowledged_at = None
    session.flush()
    drop_timers(session, escalation, now)
    policy = policy_of(session, incident)
    first = at = policy_due(session, policy, now, 0)
    for level in range(1, LAST + 1):
        if at > now:
            add_timer(session, escalation, TimerKind.LEVEL, level, at)
        at = policy_due(session, policy, at, policy.minutes_of(level))
    add_timer(session, escalation, TimerKind.DECISION, 0, at)
    if first > now:
        write_entry(session, incident, N_("Di luar jam kerja: panggilan menunggu"), now=now)
    else:
        escalate_to(session, escalation, incident, 1, planned_at=now, now=now, also=also)
