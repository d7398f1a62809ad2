"""Pembayaran: proofs to check, and what came through the gateway."""

from typing import Any, ClassVar

from flask import abort, url_for
from flask_admin import expose
from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload

from admin_views.finance.open_attempts import with_warning
from admin_views.framework.lists.columns import NOTHING, badge, choice_of, moment_cell, rupiah_cell, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.framework.lists.people_filters import customer_filter
from admin_views.framework.lists.search_config import PAYMENTS
from admin_views.framework.model_view import AdminModelView
from app.core.flow import Action, Flow
from app.core.i18n import N_, gettext
from app.http.files.downloads import send_stored
from app.models.accounts.user import DESK, Role, User
from app.models.finance.invoice import Invoice
from app.models.finance.payment import METHOD_LABELS, PAYMENT_FLOW, Payment, PaymentMethod


def _invoice_cell(_view: Any, _context: Any, payment: Payment, _name: str) -> Any:
    return f"{payment.invoice.number} · {payment.invoice.customer.name}"


def _proof_cell(_view: Any, _context: Any, payment: Payment, _name: str) -> Any:
    if payment.same_proof_as_id is not None:
        return badge(gettext("Bukti pernah dipakai"), "danger")
    return gettext("Ada") if payment.proof_file_id is not None else NOTHING


class PaymentView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    flow: ClassVar[Flow | None] = PAYMENT_FLOW
    row_step = "verify"

    details_template = "admin/invoices/payment.html"
    column_list = ("invoice", "amount_idr", "method", "created_at", "proof_file", "receipt_number", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "invoice": N_("Invoice"),
        "amount_idr": N_("Jumlah"),
        "method": N_("Cara"),
        "created_at": N_("Masuk"),
        "proof_file": N_("Bukti"),
        "receipt_number": N_("Kuitansi"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("amount_idr", "status")
    column_filters = (
        "status",
        ChoiceFilter("method", N_("Cara"), Payment.method, tuple(METHOD_LABELS.items())),
        YesNoFilter("reused", N_("Bukti pernah dipakai"), Payment.same_proof_as_id.is_not(None)),
        DayFilter("paid", N_("Dibayar"), Payment.paid_at),
        YesNoFilter("proof", N_("Dengan bukti"), Payment.proof_file_id.is_not(None)),
        customer_filter(Invoice.customer_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "invoice": _invoice_cell,
        "amount_idr": rupiah_cell,
        "method": choice_of(METHOD_LABELS),
        "created_at": moment_cell,
        "proof_file": _proof_cell,
        "status": status_of(PAYMENT_FLOW),
    }
    column_class: ClassVar[dict[str, str]] = {
        "amount_idr": "number",
        "method": "p2",
        "proof_file": "cell-fit",
        "receipt_number": "p3",
    }
    search_plan = PAYMENTS

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(Payment.invoice).joinedload(Invoice.customer))

    suggesting_steps: ClassVar[frozenset[str]] = frozenset({"verify"})  # a proof keeps its amount until it is decided

    def answers_for(self, record: Payment, name: str) -> dict[str, Any]:
        return {"amount_idr": record.amount_idr} if name == "verify" else {}

    def transition_for(self, record: Payment, transition: Action) -> Action:
        return with_warning(record.invoice_id, transition, PAYMENT_FLOW.transitions["verify"], but_for=record.id)

    def page_for(self, record: Payment, name: str) -> tuple[str, dict[str, Any]]:
        """The proof is seen where its amount is typed."""
        return (
            ("admin/invoices/verify.html", {"payment": record}) if name == "verify" else super().page_for(record, name)
        )

    def record_title(self, record: Payment) -> str:
        return gettext("Pembayaran %(number)s", number=record.invoice.number)

    def record_links(self, record: Payment) -> list[dict[str, Any]]:
        href = url_for("invoice.details_view", id=record.invoice_id)
        return [{"label": gettext("Buka invoice"), "href": href, "icon": "document"}]

    def record_extra(self, record: Payment) -> dict[str, Any]:
        return {"payment": record, "method": METHOD_LABELS[PaymentMethod(record.method)]}

    @expose("/<int:id>/proof")
    def proof_view(self, id: int) -> Any:  # noqa: A002
        payment = self.get_one(id)
        if payment is None or payment.proof_file is None:
            abort(404)
        return send_stored(payment.proof_file, f"bukti-{payment.invoice.number.replace('/', '-')}", inline=True)
