"""Pengembalian & pembatalan: reversals and refunds, and those that wait for a second person."""

from typing import Any, ClassVar

from sqlalchemy.orm import joinedload

from admin_views.finance.money_lists import MoneyListView
from admin_views.framework.lists.columns import choice_of, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.finance.counter_entry import COUNTER_ENTRY_FLOW, COUNTER_ENTRY_LABELS, CounterEntry
from app.presenters.dates import moment
from app.presenters.money import rupiah


class CounterEntryView(MoneyListView):
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    flow: ClassVar[Flow | None] = COUNTER_ENTRY_FLOW

    column_list = ("invoice", "kind", "amount_idr", "requested_by", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "invoice": N_("Invoice"),
        "kind": N_("Jenis"),
        "amount_idr": N_("Jumlah"),
        "requested_by": N_("Diminta oleh"),
        "created_at": N_("Sejak"),
        "status": N_("Status"),
    }
    column_filters = (
        "status",
        ChoiceFilter("kind", N_("Jenis"), CounterEntry.kind, tuple(COUNTER_ENTRY_LABELS.items())),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        **MoneyListView.cells,
        "kind": choice_of(COUNTER_ENTRY_LABELS),
        "status": status_of(COUNTER_ENTRY_FLOW),
    }

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(CounterEntry.requested_by))

    def record_title(self, record: CounterEntry) -> str:
        return f"{COUNTER_ENTRY_LABELS[record.kind]} {record.invoice.number}"

    def record_sections(self, record: CounterEntry) -> list[dict[str, Any]]:
        rows = [
            (gettext("Jumlah"), rupiah(record.amount_idr)),
            (gettext("Dari pembayaran"), rupiah(record.payment.amount_idr)),
            (gettext("Pelanggan"), record.invoice.customer.name),
            (gettext("Alasan"), record.reason),
            (gettext("Diminta oleh"), f"{record.requested_by.name}, {moment(record.created_at)}"),
            (gettext("Beri tahu pelanggan?"), gettext("Ya") if record.tell_customer else gettext("Tidak")),
        ]
        if record.decided_by is not None:
            rows.append((gettext("Diputuskan oleh"), f"{record.decided_by.name}, {moment(record.decided_at)}"))
        if record.note:
            rows.append((gettext("Alasan penolakan"), record.note))
        return [{"title": COUNTER_ENTRY_LABELS[record.kind], "rows": rows}]
