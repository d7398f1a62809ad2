"""Invoice: drafted by CS, decided by sales, paid by the customer."""

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import abort, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload

from admin_views.finance.invoice_editing import InvoiceEditing
from admin_views.finance.invoice_page import document_of, invoice_facts
from admin_views.finance.open_attempts import with_warning
from admin_views.framework.lists.columns import badge, person_cell, rupiah_cell, status_of
from admin_views.framework.lists.filters import DayFilter, YesNoFilter
from admin_views.framework.lists.people_filters import customer_filter
from admin_views.framework.lists.search_config import INVOICES
from admin_views.framework.model_view import AdminModelView
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Action, Flow
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.models.accounts.user import DESK, Role, User
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.invoice_flow import INVOICE_FLOW
from app.policies.company_time import company_today, today_in_sql
from app.policies.overdue import days_overdue, is_overdue
from app.policies.visibility import invoices_visible_to
from workflows.invoices import EDITABLE, find_live_link
from workflows.transitions import list_open_steps


def _due_cell(_view: Any, _context: Any, invoice: Invoice, _name: str) -> Any:
    text = f"{invoice.due_date:%d/%m/%Y}"
    if invoice.status != InvoiceStatus.SENT:  # most lists need not ask for the company's day
        return text
    late = days_overdue(invoice, company_today(db.session(), utc_now()))
    return badge(gettext("%(day)s · lewat %(late)s hari", day=text, late=late), "danger") if late else text


def _paid_cell(_view: Any, context: Any, invoice: Invoice, name: str) -> Any:
    return rupiah_cell(_view, context, invoice, name) if invoice.paid_idr else "–"


class InvoiceView(InvoiceEditing, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.SALES}
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    narrower: ClassVar[Mapping[str, frozenset[Role]]] = {"draft_view": DESK, "lines_view": DESK}
    flow: ClassVar[Flow | None] = INVOICE_FLOW

    details_template = "admin/invoices/details.html"
    column_list = ("number", "customer", "visit", "due_date", "total_idr", "paid_idr", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "customer": N_("Pelanggan"),
        "visit": N_("Tiket"),
        "customer.code": N_("Kode pelanggan"),
        "issue_date": N_("Tanggal invoice"),
        "subtotal_idr": N_("Subtotal"),
        "discount_idr": N_("Diskon"),
        "tax_base_idr": N_("DPP nilai lain"),
        "ppn_idr": N_("PPN"),
        "due_date": N_("Jatuh tempo"),
        "total_idr": N_("Total"),
        "paid_idr": N_("Dibayar"),
        "status": N_("Status"),
    }
    column_export_list = (
        "number",
        "customer.code",
        "customer",
        "visit",
        "issue_date",
        "due_date",
        "subtotal_idr",
        "discount_idr",
        "tax_base_idr",
        "ppn_idr",
        "total_idr",
        "paid_idr",
        "status",
    )
    column_default_sort = ("id", True)
    column_sortable_list = ("number", "due_date", "total_idr", "status")
    column_filters = (
        "status",
        YesNoFilter("overdue", N_("Lewat jatuh tempo"), is_overdue(today_in_sql())),
        DayFilter("due", N_("Jatuh tempo"), Invoice.due_date),
        DayFilter("issued", N_("Tanggal invoice"), Invoice.issue_date),
        customer_filter(Invoice.customer_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "customer": person_cell,
        "due_date": _due_cell,
        "total_idr": rupiah_cell,
        "paid_idr": _paid_cell,
        "status": status_of(INVOICE_FLOW),
    }
    column_class: ClassVar[dict[str, str]] = {
        "visit": "cell-more",
        "due_date": "cell-who",
        "total_idr": "number",
        "paid_idr": "number",
    }
    search_plan = INVOICES

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return invoices_visible_to(user)

    def get_one(self, id: Any) -> Any:  # noqa: A002
        """With what its page shows beside it."""
        found = super().get_one(id)
        if found is not None:
            db.session.refresh(found)
        return found

    # --- transitions ---

    deciding_steps: ClassVar[frozenset[str]] = frozenset({"record_payment"})
    suggested_answers: ClassVar[frozenset[str]] = frozenset({"paid_on"})

    def answers_for(self, record: Invoice, name: str) -> dict[str, Any]:
        if name == "record_payment":
            return {"amount_idr": record.owing_idr, "paid_on": company_today(db.session(), utc_now())}
        return {}

    def transition_for(self, record: Invoice, transition: Action) -> Action:
        return with_warning(record.id, transition, INVOICE_FLOW.transitions["record_payment"])

    # --- the page ---

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(Invoice.customer), joinedload(Invoice.visit))

    def record_links(self, record: Invoice) -> list[dict[str, Any]]:
        links: list[dict[str, Any]] = []
        if current_user.role in DESK and record.status in EDITABLE:
            href = url_for(f"{self.endpoint}.lines_view", id=record.id)
            links.append({"label": gettext("Ubah isi"), "href": href, "icon": "edit", "main": True})
        document = document_of(db.session(), record)
        if document is not None and document.file_id is not None:
            href = url_for(f"{self.endpoint}.pdf_view", id=record.id)
            links.append({"label": "PDF", "href": href, "icon": "document"})
        link = find_live_link(db.session(), invoice_id=record.id)
        if link is not None and current_user.role in DESK:
            href = url_for("invoice_page.show", token=link.token)
            links.append({"label": gettext("Halaman pelanggan"), "href": href, "icon": "external"})
        return links

    def record_extra(self, record: Invoice) -> dict[str, Any]:
        open_steps = list_open_steps(db.session(), INVOICE_FLOW, record, actor=current_user)
        decides = current_user.role in INVOICE_FLOW.transitions["approve"].by
        own = record.status == InvoiceStatus.PENDING and decides and "approve" not in open_steps
        return {**invoice_facts(db.session(), record), "own": own}

    @expose("/<int:id>/pdf")
    def pdf_view(self, id: int) -> Any:  # noqa: A002
        invoice = self.get_one(id)
        document = document_of(db.session(), invoice) if invoice else None
        if document is None or document.file is None:
            abort(404)
        return send_stored(document.file, (document.number or "invoice").replace("/", "-"), inline=True)
