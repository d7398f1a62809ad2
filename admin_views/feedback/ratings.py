"""Penilaian: what customers thought of a visit, and the low ones that wait for somebody."""

from typing import Any, ClassVar

from sqlalchemy.orm import joinedload, selectinload

from admin_views.framework.lists.columns import moment_cell, person_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter, DayFilter
from admin_views.framework.lists.people_filters import people_filter
from admin_views.framework.lists.search_config import RATINGS
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.navigation import record_url
from admin_views.framework.records.at_site import AtSite
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, Role
from app.models.visits.rating import RATING_FLOW, RatedRole, RatingStars, VisitRating
from app.models.visits.visit import VisitTicket
from app.presenters.dates import moment

STARS = tuple((str(number), f"{number} ★") for number in range(1, 6))
ROLES = {RatedRole.TECHNICIAN: N_("Teknisi"), RatedRole.CS: N_("CS")}


def stars_of(rating: VisitRating) -> str:
    """`Budi 5 ★, Dewi (CS) 4 ★`."""
    rows = sorted(rating.stars, key=lambda row: (row.rated_role == RatedRole.CS, row.id))
    entries = [
        (f"{row.user.name} (CS)" if row.rated_role == RatedRole.CS else row.user.name, row.stars) for row in rows
    ]
    return ", ".join(f"{name} {stars} ★" for name, stars in entries)


class RatingView(AtSite, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.MANAGER}
    flow: ClassVar[Flow | None] = RATING_FLOW
    opens: ClassVar[frozenset[str]] = frozenset({"export"})

    column_list = ("visit", "customer", "stars", "comment", "submitted_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "visit": N_("Kunjungan"),
        "customer": N_("Pelanggan"),
        "stars": N_("Bintang"),
        "lowest_stars": N_("Bintang terendah"),
        "comment": N_("Komentar"),
        "submitted_at": N_("Dinilai"),
        "status": N_("Status"),
    }
    column_export_list = ("visit", "customer", "stars", "lowest_stars", "comment", "submitted_at", "status")
    search_plan = RATINGS
    column_default_sort = ("id", True)
    column_sortable_list = ("submitted_at", "status")
    column_filters = (
        "status",
        ChoiceFilter("lowest", N_("Bintang terendah"), VisitRating.lowest_stars, STARS),
        DayFilter("rated", N_("Dinilai"), VisitRating.submitted_at),
        people_filter(
            "person",
            N_("Orang"),
            lambda user_id: VisitRating.stars.any(RatingStars.user_id == user_id),
            Role.TECHNICIAN,
        ),
    )
    column_class: ClassVar[dict[str, str]] = {"comment": "wrap", "stars": "wrap"}
    column_formatters: ClassVar[dict[str, Any]] = {
        "visit": lambda _view, _context, rating, _name: rating.visit.number,
        "customer": person_cell,
        "stars": lambda _view, _context, rating, _name: stars_of(rating),
        "comment": short_text(120),
        "submitted_at": moment_cell,
        "status": status_of(RATING_FLOW),
    }
    empty_text = N_("Belum ada penilaian.")

    def get_query(self) -> Any:
        return (
            super()
            .get_query()
            .options(
                joinedload(VisitRating.visit).joinedload(VisitTicket.site),
                joinedload(VisitRating.customer),
                selectinload(VisitRating.stars).joinedload(RatingStars.user),
            )
        )

    def record_sections(self, record: VisitRating) -> list[dict[str, Any]]:
        zone = record.visit.site.time_zone
        followed = record.followed_up_by.name if record.followed_up_by else None
        rows = [
            (gettext("Pelanggan"), record.customer.name),
            (gettext("Bintang"), stars_of(record)),
            (gettext("Komentar"), record.comment),
            (gettext("Dinilai"), moment(record.submitted_at, zone)),
            (gettext("Diubah"), moment(record.edited_at, zone) if record.edited_at else None),
            (gettext("Ditindaklanjuti oleh"), followed),
            (gettext("Apa yang sudah dilakukan"), record.follow_up_note),
        ]
        return [{"title": gettext("Penilaian"), "rows": rows}]

    def record_links(self, record: VisitRating) -> list[dict[str, Any]]:
        pairs = ((record.visit.number, VisitTicket, record.visit_id, "ticket"),)
        customer = (record.customer.name, type(record.customer), record.customer_id, "user")
        found = [(label, record_url(model, number), icon) for label, model, number, icon in (*pairs, customer)]
        return [{"label": label, "href": href, "icon": icon} for label, href, icon in found if href]
