"""Tambah Hari: the work needs more days."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.fieldwork import ExtensionRequest, RequestStatus
from app.models.visits.visit import VisitStatus
from workflows.fieldwork.events import ExtensionRequested
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import get_place
from workflows.outbox_events import emit
from workflows.transitions import note

MOST_DAYS = 30


def request_extension(
    session: Session,
    *,
    visit_id: int,
    technician: User,
    days: int,
    reason: str,
    now: datetime,
    pressed: Moment | None = None,
) -> ExtensionRequest:
    """Ask CS for more days; one question at a time. Raises Invalid, NotAvailable, NotFound (not on this visit).

    `pressed`: when the button was pressed, where the request had to wait for signal.
    """
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(N_("Tambahan hari antara 1 dan %(most)d.", most=MOST_DAYS), field="days")
    if not reason.strip():
        raise Invalid(N_("Tulis alasannya."), field="reason")
    visit, _ = get_place(session, visit_id=visit_id, technician=technician)
    if visit.status != VisitStatus.IN_PROGRESS:
        raise NotAvailable(N_("Tambah Hari hanya untuk pekerjaan yang sedang dikerjakan."))
    pending = select(ExtensionRequest.id).where(
        ExtensionRequest.visit_id == visit_id, ExtensionRequest.status == RequestStatus.PENDING
    )
    if session.scalar(pending) is not None:
        raise NotAvailable(N_("Permintaan Tambah Hari sebelumnya masih menunggu keputusan CS."))
    asked_at = max(pressed.at, visit.started_at or now) if pressed else now
    facts = {"days": days, "reason": reason.strip()[:500], "asked_at": asked_at}
    asked = ExtensionRequest(visit_id=visit_id, requested_by_id=technician.id, **facts)
    session.add(asked)
    session.flush()
    note(session, "visit_tickets", visit_id, "extension", actor=technician, now=now, days=days, reason=asked.reason)
    emit(session, ExtensionRequested(visit_id=visit_id, extension_id=asked.id), now=now)
    return asked
