"""Found and fixed: by week and by version, for those who plan the product."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from flask_admin import BaseView, expose

from admin_views.framework.access import RoleRestricted
from admin_views.framework.export.figures_file import figures_file, require_file_type
from admin_views.framework.lists.date_range import chosen_days, period_facts
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import Role
from workflows.bugs import BugFigures, WeekOrVersion, read_figures

DEFAULT = "90"  # days


class BugFiguresView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.PRODUCT, Role.DEVELOPER, Role.MANAGER, Role.ADMIN})

    @expose("/")
    def index(self) -> Any:
        first, last = chosen_days(DEFAULT)
        figures = read_figures(db.session(), first=first, last=last)
        highest = max((max(week.found, week.fixed) for week in figures.weeks), default=1)
        return self.render(
            "admin/bugs/figures.html",
            figures=figures,
            weeks=_every_week(figures, first, last),
            highest=max(highest, 1),
            first=first,
            last=last,
            **period_facts(DEFAULT),
        )

    @expose("/export.<file_type>")
    def export(self, file_type: str) -> Any:
        """Weeks, then versions."""
        require_file_type(file_type)
        days = first, last = chosen_days(DEFAULT)
        return figures_file("bug", file_type, days, _rows(read_figures(db.session(), first=first, last=last)))


def _every_week(figures: BugFigures, first: date, last: date) -> list[tuple[date, WeekOrVersion]]:
    """Quiet weeks, too: the chart's axis is time."""
    known = {week.name: week for week in figures.weeks}
    monday = first - timedelta(days=first.weekday())
    days = (monday + timedelta(weeks=past) for past in range((last - monday).days // 7 + 1))
    return [(day, known.get(day.isoformat()) or WeekOrVersion(day.isoformat(), 0, 0, 0)) for day in days]


def _rows(figures: BugFigures) -> Iterator[list[Any]]:
    heads = [gettext("Jenis"), gettext("Minggu atau versi"), gettext("Ditemukan"), gettext("Diperbaiki")]
    yield [*heads, gettext("Kritis")]
    for kind, rows, name in (
        (gettext("Minggu"), figures.weeks, date.fromisoformat),
        (gettext("Versi"), figures.versions, str),
    ):
        for row in rows:
            yield [kind, name(row.name), row.found, row.fixed, row.critical]
