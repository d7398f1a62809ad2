"""Tiket Kunjungan."""

from typing import Any, ClassVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload

from admin_views.base import HouseView
from app.core.flow import Flow
from app.core.i18n import N_
from app.models.user import DESK, Role, User
from app.models.visit import VISIT_FLOW, VisitTicket
from app.policies.sight import visits_visible_to


class VisitView(HouseView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.SALES}
    flow: ClassVar[Flow | None] = VISIT_FLOW

    column_list = ("number", "customer", "problem", "priority", "planned_start", "places_taken", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "customer": N_("Pelanggan"),
        "problem": N_("Keluhan"),
        "priority": N_("Prioritas"),
        "planned_start": N_("Mulai"),
        "places_taken": N_("Teknisi"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("number", "planned_start", "status")

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return visits_visible_to(user)

    def get_query(self) -> Any:
        return super().get_query().options(joinedload(VisitTicket.customer))
