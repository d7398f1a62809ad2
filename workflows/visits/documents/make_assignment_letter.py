"""Make a numbered Surat Tugas."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from app.models.visits.visit import VISIT_FLOW
from workflows.documents import issue_document
from workflows.transitions import transition
from workflows.visits.documents.planned_times import planned_times
from workflows.visits.team import list_team


def make_assignment_letter(
    session: Session, *, visit_id: int, actor: User, now: datetime, vehicle: str, tools: str
) -> Document:
    """A numbered Surat Tugas for the team of this moment; a job renders it."""
    visit = transition(session, VISIT_FLOW, visit_id, "make_letter", actor=actor, now=now)
    team = [
        {"name": person.name, "title": f"Teknisi / T-{person.id:04d}", "phone": person.phone_e164 or ""}
        for person in list_team(session, visit_id=visit_id)
    ]
    facts = {"plan": planned_times(visit), "team": team, "vehicle": vehicle, "tools": tools}
    return issue_document(
        session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit_id, actor=actor, now=now, facts=facts
    )
