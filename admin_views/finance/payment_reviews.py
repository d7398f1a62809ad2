"""Pembayaran diperiksa: payments that contradict our records, until CS says what was done."""

from typing import Any, ClassVar

from flask import url_for

from admin_views.finance.money_lists import MoneyListView
from admin_views.framework.lists.columns import choice_of, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.finance.payment_review import PAYMENT_REVIEW_FLOW, PaymentReview
from app.presenters.dates import moment
from app.presenters.finance.payment_reviews import REASON_LABELS, payment_review_sentence
from app.presenters.money import rupiah


class PaymentReviewView(MoneyListView):
    flow: ClassVar[Flow | None] = PAYMENT_REVIEW_FLOW

    column_list = ("invoice", "reason", "amount_idr", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "invoice": N_("Invoice"),
        "reason": N_("Yang tidak cocok"),
        "amount_idr": N_("Jumlah"),
        "created_at": N_("Sejak"),
        "status": N_("Status"),
    }
    column_filters = (
        "status",
        ChoiceFilter("reason", N_("Yang tidak cocok"), PaymentReview.reason, tuple(REASON_LABELS.items())),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        **MoneyListView.cells,
        "reason": choice_of(REASON_LABELS),
        "status": status_of(PAYMENT_REVIEW_FLOW),
    }

    def record_title(self, record: PaymentReview) -> str:
        return f"{record.invoice.number}: {REASON_LABELS[record.reason]}"

    def record_links(self, record: PaymentReview) -> list[dict[str, Any]]:
        invoice = url_for("invoice.details_view", id=record.invoice_id)
        return [
            *super().record_links(record),
            {"label": gettext("Buka invoice"), "href": invoice, "icon": "document"},
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
