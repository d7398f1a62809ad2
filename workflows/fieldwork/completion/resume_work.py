"""CS reopens a finished visit."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.invoice import ISSUED, Invoice, InvoiceStatus
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.fieldwork.errors import Collision
from workflows.fieldwork.places import list_booked_elsewhere, lock_visit
from workflows.transitions import transition

_BILLED = ISSUED | {InvoiceStatus.PENDING, InvoiceStatus.APPROVED}  # or before sales, who would bill half the work


def resume_work(session: Session, *, visit_id: int, actor: User, now: datetime, reason: str) -> VisitTicket:
    """The team holds its places again from now, or from a planned start to come, until the planned end.

    Raises NotAvailable (billed), Collision.
    """
    visit = lock_visit(session, visit_id)
    billed = select(Invoice.number).where(Invoice.visit_id == visit_id, Invoice.status.in_(_BILLED))
    number = session.scalar(billed.limit(1))
    if number is not None:
        raise NotAvailable(N_("Kunjungan ini sudah ditagih dengan %(number)s. Revisi invoicenya dulu.", number=number))
    since = max(visit.planned_start, now)
    until = max(visit.planned_end, since)
    names = list_booked_elsewhere(session, visit_id=visit_id, since=since, until=until)
    if names:
        raise Collision(N_("%(names)s sudah memegang job lain pada waktu itu.", names=", ".join(names)))
    details = {"reason": reason}
    ended: dict[str, Any] = {"finished_at": None, "finish_reason": None, "failure_reason": None, "call_out_fee": False}
    visit = transition(session, VISIT_FLOW, visit_id, "resume", actor=actor, now=now, details=details, **ended)
    held = update(Assignment).where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
    again = held.values(during=func.tstzrange(since, until))
    session.execute(again.execution_options(synchronize_session=False))
    return visit
