"""Queries about one visit: attendance, places, documents, extension, audit history."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.audit.audit_log import AuditEntry
from app.models.files.document import Document, DocumentKind
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import ExtensionRequest, RequestStatus

AUDIT = 30


def list_attendances(session: Session, *, visit_id: int) -> Sequence[Attendance]:
    """Latest moment first, with the people."""
    rows = select(Attendance).where(Attendance.visit_id == visit_id).options(joinedload(Attendance.technician))
    return session.scalars(rows.order_by(Attendance.happened_at.desc(), Attendance.id.desc())).all()


def get_attendance(session: Session, *, attendance_id: int, visit_id: int, technician: User) -> Attendance:
    """One of the technician's own check-ins or check-outs on this visit; raises NotFound."""
    row = session.scalars(
        select(Attendance).where(
            Attendance.id == attendance_id,
            Attendance.visit_id == visit_id,
            Attendance.technician_id == technician.id,
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return row


def list_places(session: Session, *, visit_id: int) -> Sequence[Assignment]:
    """Who holds a place now, with the people."""
    rows = select(Assignment).where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
    return session.scalars(rows.options(joinedload(Assignment.technician)).order_by(Assignment.id)).all()


def list_visit_documents(session: Session, *, visit_id: int) -> Sequence[Document]:
    """Documents and photos in force, invoices and receipts excepted, oldest first."""
    rows = select(Document).where(
        Document.visit_id == visit_id,
        Document.withdrawn_at.is_(None),
        Document.kind.not_in([DocumentKind.INVOICE, DocumentKind.RECEIPT, DocumentKind.SIGNATURE]),
    )
    return session.scalars(rows.options(joinedload(Document.file)).order_by(Document.id)).all()


def find_pending_extension(session: Session, *, visit_id: int) -> ExtensionRequest | None:
    rows = select(ExtensionRequest).where(
        ExtensionRequest.visit_id == visit_id, ExtensionRequest.status == RequestStatus.PENDING
    )
    return session.scalars(rows).one_or_none()


def list_history(session: Session, *, visit_id: int) -> Sequence[AuditEntry]:
    """The latest entries of the audit log, newest first."""
    rows = select(AuditEntry).where(AuditEntry.thing == "visit_tickets", AuditEntry.thing_id == visit_id)
    newest = rows.options(joinedload(AuditEntry.actor)).order_by(AuditEntry.id.desc()).limit(AUDIT)
    return session.scalars(newest).all()
