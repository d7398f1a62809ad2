"""What stands on an invoice's page besides the invoice itself."""

from typing import Any

from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import utc_now
from app.models.accounts.user import DESK
from app.models.files.document import DOCUMENT_LABELS, Document, DocumentKind
from app.models.finance.approval import DECISION_LABELS, Approval
from app.models.finance.invoice import Invoice
from app.models.finance.payment import PAYMENT_FLOW, Payment
from app.models.visits.fieldwork import ExtensionRequest, RequestStatus
from app.policies.company_time import company_today
from app.policies.overdue import days_overdue
from app.presenters.finance.invoice_figures import (
    line_difference,
    payment_rows,
    quantity,
    sum_rows,
    total_difference,
)
from app.presenters.money import rupiah
from app.presenters.status import status_badge
from workflows.invoices import labour_of
from workflows.visits import list_team


def document_of(session: Session, invoice: Invoice) -> Document | None:
    """The document in force, drawn or not yet."""
    living = select(Document).where(
        Document.invoice_id == invoice.id, Document.kind == DocumentKind.INVOICE, Document.withdrawn_at.is_(None)
    )
    return session.scalars(living.order_by(Document.id.desc()).limit(1)).one_or_none()


def invoice_facts(session: Session, invoice: Invoice) -> dict[str, Any]:
    """For the page's template: figures, the visit behind them, decisions and money."""
    visit = invoice.visit
    return {
        "invoice": invoice,
        "record_subtitle": f"{invoice.customer.name} · {rupiah(invoice.total_idr)}",
        "visit": visit,
        "team": list_team(session, visit_id=visit.id),
        "labour": labour_of(session, visit),
        "extensions": _extensions(session, visit.id),
        "documents": _list_documents(session, visit.id),
        "difference_of": line_difference,
        "difference": total_difference(invoice),
        "rows": sum_rows(invoice),
        "paid_rows": payment_rows(invoice),
        "quantity": quantity,
        "approvals": _approvals(session, invoice),
        "decision_labels": DECISION_LABELS,
        "payments": [(payment, status_badge(PAYMENT_FLOW, payment.status)) for payment in _payments(session, invoice)],
        "late_days": days_overdue(invoice, company_today(session, utc_now())),
        "document": document_of(session, invoice),
        "may_pay_screen": current_user.role in DESK,
    }


def _extensions(session: Session, visit_id: int) -> list[ExtensionRequest]:
    granted = select(ExtensionRequest).where(
        ExtensionRequest.visit_id == visit_id, ExtensionRequest.status == RequestStatus.APPROVED
    )
    return list(session.scalars(granted.order_by(ExtensionRequest.id)))


def _list_documents(session: Session, visit_id: int) -> list[str]:
    """Which kinds of proof of the work exist, in words."""
    kinds = (DocumentKind.HANDOVER_REPORT, DocumentKind.WORK_PHOTO, DocumentKind.SIGNATURE)
    there = select(Document.kind).where(
        Document.visit_id == visit_id, Document.kind.in_(kinds), Document.withdrawn_at.is_(None)
    )
    found = [DocumentKind(kind) for kind in session.scalars(there)]
    return [f"{DOCUMENT_LABELS[kind]} ({found.count(kind)})" for kind in kinds if kind in found]


def _approvals(session: Session, invoice: Invoice) -> list[Approval]:
    past = select(Approval).where(Approval.invoice_id == invoice.id)
    people = (joinedload(Approval.submitted_by), joinedload(Approval.decided_by), joinedload(Approval.repriced_by))
    return list(session.scalars(past.options(*people).order_by(Approval.revision.desc())))


def _payments(session: Session, invoice: Invoice) -> list[Payment]:
    of_it = select(Payment).where(Payment.invoice_id == invoice.id)
    return list(session.scalars(of_it.order_by(Payment.id.desc()).limit(50)))
