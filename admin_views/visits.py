"""Tiket Kunjungan."""

from typing import Any, ClassVar

from sqlalchemy import ColumnElement, func

from admin_views.base import HouseView
from admin_views.columns import choice_of, person_cell, short_text, status_of
from admin_views.filters import ChoiceFilter, DayFilter, YesNoFilter
from admin_views.people import customer_filter, has_place, people_filter
from admin_views.search_plans import VISITS
from app.core.flow import Flow
from app.core.i18n import N_
from app.models.customer import Customer
from app.models.user import DESK, Role, User
from app.models.visit import PRIORITY_LABELS, VISIT_FLOW, VisitTicket
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
    column_sortable_list = ("number", ("customer", "customer.name"), "priority", "planned_start", "status")
    sort_expressions: ClassVar[dict[str, Any]] = {"customer": func.lower(Customer.name)}
    column_filters = (
        "status",
        ChoiceFilter("priority", N_("Prioritas"), VisitTicket.priority, tuple(PRIORITY_LABELS.items())),
        DayFilter("start", N_("Mulai"), VisitTicket.planned_start),
        people_filter("technician", N_("Teknisi"), has_place, Role.TECHNICIAN),
        YesNoFilter("emergency", N_("Darurat"), VisitTicket.emergency),
        customer_filter(VisitTicket.customer_id),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "customer": person_cell,
        "problem": short_text(80),
        "priority": choice_of(PRIORITY_LABELS),
        "status": status_of(VISIT_FLOW),
        "places_taken": lambda _view, _context, visit, _name: f"{visit.places_taken}/{visit.quota}",
    }
    search_plan = VISITS

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return visits_visible_to(user)
