"""Pembayaran diperiksa: money that contradicts the books, until CS says what was done."""

from typing import Any, ClassVar

from flask import url_for
from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import choice_of, moment_cell, rupiah_cell, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.model_view import AdminModelView
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, Role, User
from app.models.finance.invoice import Invoice
from app.models.finance.payment_review import PAYMENT_REVIEW_FLOW, PaymentReview
from app.presenters.dates import moment
from app.presenters.finance.payment_reviews import REASONS, payment_review_sentence
from app.presenters.money import rupiah


def _invoice_cell(_view: Any, _context: Any, review: PaymentReview, _name: str) -> Any:
    return f"{review.invoice.number} · {review.invoice.customer.name}"


class PaymentReviewView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    flow: ClassVar[Flow | None] = PAYMENT_REVIEW_FLOW

    column_list = ("invoice", "reason", "amount_idr", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "invoice": N_("Invoice"),
        "reason": N_("Yang tidak cocok"),
        "amount_idr": N_("Jumlah"),
        "created_at": N_("Sejak"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = (
        "status",
        ChoiceFilter("reason", N_("Yang tidak cocok"), PaymentReview.reason, tuple(REASONS.items())),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "invoice": _invoice_cell,
        "reason": choice_of(REASONS),
        "amount_idr": rupiah_cell,
        "created_at": moment_cell,
        "status": status_of(PAYMENT_REVIEW_FLOW),
    }
    column_class: ClassVar[dict[str, str]] = {"amount_idr": "number"}

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(PaymentReview.invoice).joinedload(Invoice.customer))

    def record_title(self, record: PaymentReview) -> str:
        return f"{record.invoice.number}: {REASONS[record.reason]}"

    def record_links(self, record: PaymentReview) -> list[dict[str, Any]]:
        return [
            {
                "label": gettext("Buka pembayaran"),
                "href": url_for("payment.details_view", id=record.payment_id),
                "icon": "money",
            },
            {
                "label": gettext("Buka invoice"),
                "href": url_for("invoice.details_view", id=record.invoice_id),
                "icon": "document",
            },
        ]

    def record_sections(self, record: PaymentReview) -> list[dict[str, Any]]:
        rows = [
            (gettext("Yang tidak cocok"), payment_review_sentence(record.reason, record.amount_idr)),
            (gettext("Pelanggan"), record.invoice.customer.name),
            (gettext("Jumlah pembayaran"), rupiah(record.payment.amount_idr)),
            (gettext("Sejak"), moment(record.created_at)),
        ]
        if record.resolved_at is not None:
            who = record.resolved_by.name if record.resolved_by else gettext("Sistem")
            rows += [
                (gettext("Selesai"), f"{moment(record.resolved_at)} · {who}"),
                (gettext("Yang dilakukan"), record.note),
            ]
        return [{"title": gettext("Pemeriksaan"), "rows": rows}]
