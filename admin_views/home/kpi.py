"""The manager's dashboard: figures by period, trend and person. Reads kpi_days only."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from flask import request
from flask_admin import BaseView, expose

from admin_views.framework.access import RoleRestricted
from admin_views.framework.export.figures_file import figure_cell, figures_file, require_file_type
from admin_views.framework.lists.date_range import chosen_days, period_facts
from admin_views.framework.navigation import record_url
from admin_views.monitoring.period_marks import period_marks
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import Role
from app.models.visits.rating import VisitRating
from app.policies.figure_period import previous_days
from app.presenters.status import role_label
from workflows.kpi import Figures, KpiPeriod, list_days, read_period
from workflows.ratings import list_comments, list_ratings_of

SHOWN_COMMENTS = 20


class KpiView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.MANAGER, Role.ADMIN})

    @expose("/")
    def index(self) -> Any:
        first, last = chosen_days()
        person = request.args.get("person", type=int)
        period = read_period(db.session(), first=first, last=last, user_id=person)
        marks = period_marks(first, last)
        return self.render(
            "admin/kpi/index.html",
            period=period,
            **period_facts(),
            person=person,
            series=_series(period, person) | {"marks": [(local.isoformat(), words) for local, words in marks]},
            marks=marks,
            comments=_comments(person),
        )

    @expose("/export.<file_type>")
    def export(self, file_type: str) -> Any:
        """One row per person, as the table shows it."""
        require_file_type(file_type)
        days = first, last = chosen_days()
        return figures_file("kpi", file_type, days, _rows(read_period(db.session(), first=first, last=last)))


def _comments(person: int | None) -> list[dict[str, Any]]:
    """The latest words of customers: of one person's visits, or of all."""
    session = db.session()
    if person is None:
        ratings = list_comments(session, limit=SHOWN_COMMENTS)
    else:
        theirs = list_ratings_of(session, user_id=person, limit=SHOWN_COMMENTS)
        ratings = [row.rating for row in theirs if row.rating.comment]
    return [
        {
            "number": rating.visit.number,
            "at": rating.submitted_at,
            "stars": rating.lowest_stars,
            "comment": rating.comment,
            "href": record_url(VisitRating, rating.id),
        }
        for rating in ratings
    ]


def _series(period: KpiPeriod, person: int | None) -> dict[str, Any]:
    """What the charts draw: one value a day, None where nothing was counted; `before`: of the period before it."""
    first, last = previous_days(period.first, period.last)
    earlier = list_days(db.session(), first=first, last=last, user_id=person)
    length = (period.last - period.first).days + 1
    before = _by_day(earlier, [first + timedelta(days=offset) for offset in range(length)], last)
    days = [period.first + timedelta(days=offset) for offset in range(length)]
    return {"days": [day.isoformat() for day in days], **_by_day(period.days, days, period.last), "before": before}


def _by_day(counted: Sequence[tuple[date, Figures]], days: Sequence[date], last: date) -> dict[str, list[Any]]:
    """None after `last`, where a shorter period has no such day."""
    known = dict(counted)
    rows = [known.get(day) for day in days]
    sums: list[tuple[date, Figures | None]] = list(zip(days, rows, strict=True))
    return {
        "jobs": [None if day > last else row.jobs_done if row else 0 for day, row in sums],
        "stars": [round(row.stars, 2) if row and row.stars else None for row in rows],
        "income": [None if day > last else row.income_idr if row else 0 for day, row in sums],
    }


def _rows(period: KpiPeriod) -> Iterator[list[Any]]:
    heads = [
        gettext("Nama"), gettext("Peran"), gettext("Rata-rata bintang"), gettext("Jumlah penilaian"),
        gettext("Job selesai"), gettext("Tepat waktu"), gettext("Check-in"), gettext("Tidak datang"),
        gettext("Job dimenangkan"), gettext("Job dicoba"),
    ]  # fmt: skip
    yield heads
    for person in period.people:
        sums = person.figures
        stars = figure_cell(sums.stars or None, 2)
        yield [
            person.name, str(role_label(person.role)), stars, sums.stars_count, sums.jobs_done, sums.on_time,
            sums.checked_in, sums.no_shows, sums.claims_won, sums.claims_tried,
        ]  # fmt: skip
