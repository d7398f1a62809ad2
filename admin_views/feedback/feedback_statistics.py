"""Angka masukan: what product management asks, by period. Reads feedback_days only."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar

from flask_admin import BaseView, expose

from admin_views.framework.access import RoleRestricted
from admin_views.framework.export.figures_file import figures_file, require_file_type
from admin_views.framework.lists.date_range import chosen_days, period_facts
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import Role
from app.models.feedback.feedback import FEEDBACK_KIND_LABELS
from workflows.feedback import FeedbackPeriod, Measures, read_measures

DAILY = 45  # days; a longer period is drawn by week


class FeedbackMeasuresView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.PRODUCT, Role.MANAGER, Role.ADMIN})

    @expose("/")
    def index(self) -> Any:
        first, last = chosen_days()
        period = read_measures(db.session(), first=first, last=last)
        by_week = (last - first).days > DAILY
        return self.render(
            "admin/feedback/measures.html",
            by_week=by_week,
            period=period,
            **period_facts(),
            kind_labels=FEEDBACK_KIND_LABELS,
            series=_series(period, 7 if by_week else 1),
        )

    @expose("/export.<ending>")
    def export(self, ending: str) -> Any:
        """One row per day and kind."""
        require_file_type(ending)
        days = first, last = chosen_days()
        return figures_file("masukan", ending, days, _lines(read_measures(db.session(), first=first, last=last)))


def _series(period: FeedbackPeriod, step: int) -> dict[str, list[Any]]:
    """What the charts draw: one value for each `step` days, None where there is nothing to average."""
    found: dict[int, list[Measures]] = {}
    for day, _kind, measures in period.days:
        found.setdefault((day - period.first).days // step, []).append(measures)
    places = range((period.last - period.first).days // step + 1)
    sums = [_added(found.get(place, [])) for place in places]
    return {
        "days": [(period.first + timedelta(days=place * step)).isoformat() for place in places],
        "received": [measures.received for measures in sums],
        "followed_up": [measures.followed_up for measures in sums],
        "stars": [round(measures.stars, 2) if measures.stars else None for measures in sums],
        "exp": [measures.exp_points for measures in sums],
    }


def _added(parts: list[Measures]) -> Measures:
    return Measures(
        received=sum(part.received for part in parts),
        followed_up=sum(part.followed_up for part in parts),
        stars_sum=sum(part.stars_sum for part in parts),
        stars_count=sum(part.stars_count for part in parts),
        exp_points=sum(part.exp_points for part in parts),
    )


def _lines(period: FeedbackPeriod) -> Iterator[list[Any]]:
    yield [
        gettext("Tanggal"), gettext("Jenis"), gettext("Diterima"), gettext("Ditindaklanjuti"), gettext("Ditolak"),
        gettext("Rata-rata jam sampai ditindaklanjuti"), gettext("Kepuasan (bintang)"), gettext("Jumlah penilaian"),
        gettext("EXP diberikan"),
    ]  # fmt: skip
    for day, kind, found in period.days:
        hours = round(found.hours, 1) if found.hours is not None else ""
        stars = round(found.stars, 2) if found.stars else ""
        yield [
            day, str(FEEDBACK_KIND_LABELS[kind]), found.received, found.followed_up, found.rejected,
            hours, stars, found.stars_count, found.exp_points,
        ]  # fmt: skip
