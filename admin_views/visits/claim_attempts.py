"""Claim attempts: who asked for a place, when, and the result; read-only."""

from typing import Any, ClassVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import choice_of, person_cell
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.lists.people_filters import people_filter
from admin_views.framework.lists.search import SearchPlan
from admin_views.framework.lists.search_config import VISITS
from admin_views.framework.model_view import AdminModelView
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role, User
from app.models.visits.assignment import ClaimAttempt, ClaimResult
from app.models.visits.visit import VisitTicket
from app.policies.visibility import visits_visible_to
from app.presenters.dates import exact_time
from app.presenters.visits.claim_outcomes import RESULT_LABELS, SOURCE_LABELS


class ClaimAttemptView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"export"})
    can_view_details = False
    search_plan = SearchPlan(ClaimAttempt, through=(ClaimAttempt.visit_id, VISITS))
    empty_text = N_("Di sini tercatat setiap tekanan tombol “Ambil Job”, juga yang kalah.")

    column_list = ("visit", "technician", "at", "source", "result")
    column_labels: ClassVar[dict[str, Any]] = {
        "at": N_("Waktu"),
        "visit": N_("Tiket"),
        "technician": N_("Teknisi"),
        "source": N_("Lewat"),
        "result": N_("Hasil"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_filters = (
        ChoiceFilter("result", N_("Hasil"), ClaimAttempt.result, tuple(RESULT_LABELS.items())),
        people_filter(
            "technician", N_("Teknisi"), lambda user_id: ClaimAttempt.technician_id == user_id, Role.TECHNICIAN
        ),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "at": lambda _view, _context, attempt, _name: exact_time(attempt.at, attempt.visit.site.time_zone),
        "visit": lambda _view, _context, attempt, _name: attempt.visit.number,
        "technician": person_cell,
        "source": choice_of(SOURCE_LABELS),
        "result": choice_of(RESULT_LABELS, {}),
    }

    def visible_to(self, user: User) -> ColumnElement[bool] | None:
        return ClaimAttempt.visit.has(visits_visible_to(user))

    def get_query(self) -> Any:
        return (
            super()
            .get_query()
            .options(joinedload(ClaimAttempt.visit).joinedload(VisitTicket.site), joinedload(ClaimAttempt.technician))
        )

    def row_class(self, record: ClaimAttempt) -> str:
        return "tone-success" if record.result == ClaimResult.WON else ""
