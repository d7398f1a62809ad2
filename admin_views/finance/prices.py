"""Daftar Harga."""

from typing import Any, ClassVar

from sqlalchemy.orm import joinedload
from wtforms.validators import InputRequired, NumberRange

from admin_views.framework.lists.columns import choice_of, rupiah_cell
from admin_views.framework.lists.filters import ChoiceFilter, YesNoFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView
from app.core.i18n import N_
from app.http.forms.base import RupiahField
from app.models.accounts.user import DESK, Role
from app.models.finance.invoice import PRICE_KIND_LABELS, PriceItem


class PriceView(AdminModelView):
    """What CS picks lines from; an invoice copies the price, so a change here touches no invoice."""

    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.SALES}
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    may_write: ClassVar[frozenset[Role] | None] = DESK

    column_list = ("code", "name", "kind", "skill", "unit", "price_idr", "active")
    column_labels: ClassVar[dict[str, Any]] = {
        "code": N_("Kode"),
        "name": N_("Nama"),
        "kind": N_("Jenis"),
        "skill": N_("Keahlian"),
        "unit": N_("Satuan"),
        "price_idr": N_("Harga"),
        "active": N_("Aktif"),
    }
    column_default_sort = ("code", False)
    column_sortable_list = ("code", "name", "price_idr")
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(PRICE_KIND_LABELS),
        "price_idr": rupiah_cell,
    }
    column_formatters_detail = column_formatters
    column_class: ClassVar[dict[str, str]] = {"price_idr": "number"}
    column_filters = (
        ChoiceFilter("kind", N_("Jenis"), PriceItem.kind, tuple(PRICE_KIND_LABELS.items())),
        YesNoFilter("active", N_("Aktif"), PriceItem.active),
    )
    column_details_list = column_list
    form_columns = ("code", "name", "kind", "skill", "unit", "price_idr", "active")
    form_choices: ClassVar[dict[str, Any]] = {"kind": [(str(kind), label) for kind, label in PRICE_KIND_LABELS.items()]}
    form_overrides: ClassVar[dict[str, Any]] = {"price_idr": RupiahField}
    form_args: ClassVar[dict[str, Any]] = {
        "price_idr": {"validators": [InputRequired(), NumberRange(min=0, max=10**12)]},
        "active": {"default": True},
        "skill": {"description": N_("Hanya untuk jasa: harga kunjungan yang meminta keahlian ini.")},
    }

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(PriceItem.skill))

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, PriceItem.code, PriceItem.name)
