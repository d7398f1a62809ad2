"""The team came and could not work: the customer was not there, or the site was closed."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.desk_steps import WITH_FEE
from app.models.visits.visit import VisitTicket
from workflows.fieldwork.completion.end_work import end_work
from workflows.fieldwork.places import lock_visit


def fail_visit(session: Session, *, visit_id: int, actor: User, now: datetime, reason: str, fee: str) -> VisitTicket:
    """Finished without work: billed with the call-out fee or not at all, and no rating is asked for."""
    lock_visit(session, visit_id)
    facts: dict[str, Any] = {"failure_reason": reason, "call_out_fee": fee == WITH_FEE}
    return end_work(session, visit_id, "fail", actor=actor, now=now, **facts)
