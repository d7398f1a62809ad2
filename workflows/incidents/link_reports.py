"""Several reports that tell of one incident."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.incidents.incident import Incident, IncidentReport
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.support.ticket import SupportTicket
from app.policies.visibility import support_visible_to
from workflows.incident_timeline import write_entry
from workflows.transitions import transition

MOST = 50


def link_reports(session: Session, *, incident_id: int, actor: User, now: datetime, numbers: str) -> Incident:
    """By their numbers, separated by spaces or commas; one already linked stays. Raises Invalid for an unknown one."""
    wanted = list(dict.fromkeys(numbers.replace(",", " ").upper().split()))[:MOST]
    bugs = dict(session.execute(select(BugReport.number, BugReport.id).where(BugReport.number.in_(wanted))).all())
    seen = select(SupportTicket.number, SupportTicket.id).where(support_visible_to(actor))
    tickets = dict(session.execute(seen.where(SupportTicket.number.in_(wanted))).all())
    unknown = [number for number in wanted if number not in bugs and number not in tickets]
    if unknown or not wanted:
        raise Invalid(N_("Nomor ini tidak ditemukan: %(numbers)s", numbers=", ".join(unknown)), field="numbers")
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "link", actor=actor, now=now)
    rows = [{"bug_id": bugs.get(one), "ticket_id": tickets.get(one)} for one in wanted]
    made = insert(IncidentReport).values([{"incident_id": incident_id, "created_at": now, **row} for row in rows])
    session.execute(made.on_conflict_do_nothing())
    write_entry(session, incident, N_("Laporan: %(numbers)s", numbers=", ".join(wanted)), actor=actor, now=now)
    return incident
