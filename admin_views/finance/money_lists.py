"""What lists of decisions about a payment have in common: their invoice, the way to the payment, and amounts."""

from typing import Any, ClassVar

from flask import url_for
from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import moment_cell, rupiah_cell
from admin_views.framework.model_view import AdminModelView
from app.core.i18n import gettext
from app.models.accounts.user import DESK, Role, User
from app.models.finance.invoice import Invoice


def _invoice_cell(_view: Any, _context: Any, record: Any, _name: str) -> str:
    return f"{record.invoice.number} · {record.invoice.customer.name}"


class MoneyListView(AdminModelView):
    """Of a table with `invoice`, `payment_id` and `amount_idr`."""

    may_enter: ClassVar[frozenset[Role]] = DESK
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_class: ClassVar[dict[str, str]] = {"amount_idr": "number"}
    cells: ClassVar[dict[str, Any]] = {
        "invoice": _invoice_cell,
        "amount_idr": rupiah_cell,
        "created_at": moment_cell,
    }

    def visible_to(self, user: User) -> ColumnElement[bool] | None:  # noqa: ARG002
        return None

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(self.model.invoice).joinedload(Invoice.customer))

    def record_links(self, record: Any) -> list[dict[str, Any]]:
        payment = url_for("payment.details_view", id=record.payment_id)
        return [{"label": gettext("Buka pembayaran"), "href": payment, "icon": "money"}]
