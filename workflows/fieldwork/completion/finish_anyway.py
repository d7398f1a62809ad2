"""CS finishes work whose proof will not come any more."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.visit import VisitTicket
from workflows.fieldwork.completion.end_work import end_work
from workflows.fieldwork.places import lock_visit
from workflows.fieldwork.proof.missing import list_missing
from workflows.transitions import note


def finish_anyway(session: Session, *, visit_id: int, actor: User, now: datetime, reason: str) -> VisitTicket:
    """The reason and what was missing stay with the visit."""
    lock_visit(session, visit_id)
    missing = [str(sentence) for sentence in list_missing(session, visit_id=visit_id)]
    visit = end_work(session, visit_id, "finish_anyway", actor=actor, now=now, finish_reason=reason)
    if missing:
        note(session, "visit_tickets", visit_id, "changed", actor=actor, now=now, missing=" ".join(missing))
    return visit
