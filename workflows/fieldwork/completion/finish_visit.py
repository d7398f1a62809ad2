"""The technician's or CS's Selesai, with complete proof."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import AuditEntry
from app.models.visits.attendance import Attendance, AttendanceStatus
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.fieldwork.completion.end_work import end_work
from workflows.fieldwork.errors import NotReady
from workflows.fieldwork.moment import Moment
from workflows.fieldwork.places import get_place_at, lock_visit
from workflows.fieldwork.proof.missing import list_missing


def finish_visit(
    session: Session, *, visit_id: int, actor: User, now: datetime, pressed: Moment | None = None
) -> VisitTicket:
    """Selesai, when everyone has checked out and BAST and photos are there; NotReady lists exactly what is missing.

    `pressed`: when the button was pressed, where the request had to wait for signal. The work ends then, or with a
    later check-out that reached us before the request.
    """
    visit = lock_visit(session, visit_id)
    if actor.role == Role.TECHNICIAN:
        get_place_at(session, visit_id=visit_id, technician=actor, moment=pressed or Moment(now))
    if pressed is not None and pressed.is_late and _was_resumed(session, visit_id, since=pressed.at):
        raise NotAvailable(
            N_("Pekerjaan ini dibuka kembali sesudah Selesai ditekan. Tekan lagi bila sekarang sudah beres.")
        )
    missing = (
        list_missing(session, visit_id=visit_id) if visit.status in VISIT_FLOW.transitions["finish"].sources else []
    )
    if missing:
        raise NotReady(missing)
    at = max(pressed.at, visit.started_at or now, *_last_presence(session, visit_id)) if pressed else now
    return end_work(session, visit_id, "finish", actor=actor, now=now, at=at)


def _last_presence(session: Session, visit_id: int) -> Sequence[datetime]:
    """When the last check-in or check-out happened that was not rejected: work does not end before it."""
    counted = (Attendance.visit_id == visit_id, Attendance.status != AttendanceStatus.REJECTED)
    newest = select(Attendance.happened_at).where(*counted).order_by(Attendance.happened_at.desc()).limit(1)
    return session.scalars(newest).all()


def _was_resumed(session: Session, visit_id: int, *, since: datetime) -> bool:
    """CS has reopened the work meanwhile: what waited for signal says nothing about what is done now."""
    steps = exists().where(
        AuditEntry.thing == "visit_tickets",
        AuditEntry.thing_id == visit_id,
        AuditEntry.action == "resume",
        AuditEntry.at > since,
    )
    return bool(session.scalar(select(steps)))
