"""Call the people of a level: one message for each person, cycle and level, whatever is repeated."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationCall, EscalationStatus
from workflows.incident_timeline import write_entry
from workflows.on_call.calling.ring import ring
from workflows.on_call.events import NobodyOnCall, PersonCalled
from workflows.on_call.who import find_on_call
from workflows.outbox_events import emit


def call_level(
    session: Session,
    escalation: Escalation,
    incident: Incident,
    level: int,
    *,
    planned_at: datetime,
    now: datetime,
    also: Iterable[int] = (),
) -> bool:
    """False: nobody is on call there. `also` are called with it, each once.

    An acknowledgement of a level below answers for that level only: this one rings until somebody acknowledges again.
    """
    person = find_on_call(session, level=level, at=now)
    called: dict[int, None] = dict.fromkeys([*([person.id] if person else []), *also])
    late = (now - planned_at) // timedelta(minutes=1)
    begins = False
    for user_id in called:
        row = {"escalation_id": escalation.id, "cycle": escalation.cycle, "level": level, "user_id": user_id}
        made = insert(EscalationCall).values(**row, late_minutes=late, planned_at=planned_at, created_at=now)
        if session.execute(made.on_conflict_do_nothing().returning(EscalationCall.id)).one_or_none() is None:
            continue
        begins = True
        call = PersonCalled(
            incident_id=incident.id, user_id=user_id, level=level, late_minutes=late, cycle=escalation.cycle
        )
        key = f"call:{escalation.id}:{escalation.cycle}:{level}:{user_id}"
        ring(session, session.get_one(User, user_id), call, key=key, now=now)
    if begins:
        escalation.status = EscalationStatus.RINGING
        session.flush()
    if person is None:
        write_entry(session, incident, N_("Level %(level)s: piket kosong", level=level), now=now)
        once = f"nobody:{escalation.id}:{escalation.cycle}"
        emit(session, NobodyOnCall(incident_id=incident.id, level=level), now=now, once=once)
        return bool(called)
    words = _sentence_of_call(level, person, late)
    write_entry(session, incident, words, now=now)
    return True


def _sentence_of_call(level: int, person: User, late: int) -> Sentence:
    facts = {"level": level, "name": person.name, "late": late}
    if late:
        return N_("Level %(level)s dipanggil: %(name)s, terlambat %(late)s menit", **facts)
    return N_("Level %(level)s dipanggil: %(name)s", **facts)
