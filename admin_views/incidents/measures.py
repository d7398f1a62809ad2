"""Ukuran insiden: how quickly incidents are found, taken and ended, in a period and in the one before it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from flask import request
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy.orm import Session

from admin_views.framework.access import RoleRestricted
from admin_views.framework.charts import chart_of
from admin_views.framework.export.figures_file import figure_cell, figures_file, require_file_type
from admin_views.framework.lists.date_range import chosen_days, period_facts
from app.core.clock import day_bounds, local_day, utc_now
from app.core.db import db
from app.core.i18n import N_, gettext
from app.models.accounts.user import Role
from app.models.incidents.incident_flow import READERS
from app.policies.company_time import company_zone
from app.policies.figure_period import previous_days
from app.policies.visibility import incidents_visible_to
from app.presenters.incidents.figures import KINDS, write
from workflows.incidents import read_incident_measures
from workflows.monitoring import Marker, list_incident_markers, list_markers
from workflows.service_measures import find_sprint, list_sprint_bugs, list_sprints, read_service_measures

ASKED = ("days", "first", "last", "sprint")
MEANING = N_("Insiden menurut hari mulainya, dengan semua tingkat.")


class IncidentMeasuresView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = READERS

    @expose("/")
    def index(self) -> Any:
        return self.render(
            "admin/incidents/measures.html",
            kinds=KINDS,
            write=write,
            **period_facts(),
            sprint_choices=[(one.id, one.name) for one in list_sprints(db.session())],
            asked={name: value for name in ASKED if (value := request.args.get(name))},
            **_measured(),
        )

    @expose("/export.<file_type>")
    def export(self, file_type: str) -> Any:
        """All figures beside those of the period before; times in minutes."""
        require_file_type(file_type)
        given = _measured()
        return figures_file("insiden", file_type, (given["first"], given["last"]), _rows(given))


def _measured() -> dict[str, Any]:
    first, last = _days()
    before = previous_days(first, last)
    more: dict[str, Any] = {"visible": incidents_visible_to(current_user), "now": utc_now()}
    session = db.session()
    return {
        "first": first,
        "last": last,
        "before": before,
        "current": read_incident_measures(session, first=first, last=last, **more),
        "previous": read_incident_measures(session, first=before[0], last=before[1], **more),
        **_read_service(session, (first, last), before, more["now"]),
        **_chart(session, first, last, more["now"]),
        "sprint_bugs": list_sprint_bugs(session, first=first, last=last),
    }


def _days() -> tuple[date, date]:
    """Those of the chosen sprint, else of the chosen period."""
    asked = request.args.get("sprint", type=int)
    sprint = find_sprint(db.session(), asked) if asked else None
    return (sprint.first_date, sprint.last_date) if sprint else chosen_days()


def _chart(session: Session, first: date, last: date, now: datetime) -> dict[str, Any]:
    """Incidents that began, day by day, with releases and incidents as markers, and the same as a table."""
    zone = company_zone(session)
    since, until = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    given = {"since": since, "until": until}
    began = list_incident_markers(session, **given, visible=incidents_visible_to(current_user))
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    counted = Counter(local_day(one.at, zone) for one in began)
    counts = [counted[day] if day_bounds(day, zone)[0] <= now else None for day in days]
    marks = sorted([*list_markers(session, **given), *began], key=lambda one: one.at)
    places = [(round(100 * ((one.at - since) / (until - since)), 2), _mark_words(one)) for one in marks]
    return {
        "chart": chart_of(N_("Insiden per hari"), N_("insiden"), [(N_("Insiden"), counts)], places, meaning=MEANING),
        "marks": [(one.at, _mark_words(one)) for one in marks],
        "series": {"days": [day.isoformat() for day in days], "count": counts},
    }


def _mark_words(one: Marker) -> str:
    return one.version if one.is_incident else gettext("Rilis %(version)s", version=one.version)


def _read_service(
    session: Session, days: tuple[date, date], before: tuple[date, date], now: datetime
) -> dict[str, Any]:
    """What the service itself measured, beside the incidents."""
    current, earlier = (
        read_service_measures(session, first=first, last=last, now=now) for first, last in (days, before)
    )
    percents = {name: measured.percent(3) for name, measured in earlier.uptimes}
    return {"service": current, "service_before": earlier, "before_uptimes": percents}


def _rows(given: dict[str, Any]) -> Iterator[list[Any]]:
    current, previous = given["current"], given["previous"]
    yield [gettext("Angka"), gettext("Periode ini"), gettext("Sebelumnya"), gettext("Artinya")]
    for kind in KINDS:
        yield [
            gettext("%(figure)s (menit)", figure=kind.label) if kind.is_time else str(kind.label),
            figure_cell(kind.read(current), 2),
            figure_cell(kind.read(previous), 2),
            str(kind.meaning),
        ]
    for severity, count in current.by_severity.items():
        yield [severity, count, previous.by_severity[severity], ""]
    yield from _service_rows(given)
    known = dict(previous.by_component)
    for component, count in current.by_component:
        yield [component or gettext("Tanpa komponen"), count, known.get(component, 0), ""]
    known = dict(previous.by_cause)
    for cause, count in current.by_cause:
        yield [cause or gettext("Tanpa jenis penyebab"), count, known.get(cause, 0), ""]
    for one in given["sprint_bugs"]:
        yield [f"{one.sprint.name}: {gettext('Ditemukan di dalamnya')}", one.found, "", ""]
        yield [f"{one.sprint.name}: {gettext('Diperbaiki di dalamnya')}", one.fixed, "", ""]


def _service_rows(given: dict[str, Any]) -> Iterator[list[Any]]:
    """Per cent of uptime and of good requests, what was left of the budget, days of patches, bugs by release."""
    current, before = given["service"], given["service_before"]
    for name, measured in current.uptimes:
        yield [
            gettext("Tersedia: %(name)s", name=name),
            measured.percent(3),
            given["before_uptimes"].get(name, ""),
            "%",
        ]
    for label, unit, read in (
        (gettext("Permintaan yang berhasil"), "%", lambda one: one.good_share),
        (gettext("Sisa anggaran galat"), "%", lambda one: one.budget),
        (gettext("Tambalan diterapkan (hari)"), "", lambda one: one.mean_latency),
    ):
        values = (read(one) for one in (current, before))
        yield [label, *("" if value is None else round(float(value), 4) for value in values), unit]
    earlier = {version: (found, fixed) for version, found, fixed in before.bugs}
    for version, found, fixed in current.bugs:
        was = earlier.get(version, (0, 0))
        yield [f"{version}: {gettext('Ditemukan di dalamnya')}", found, was[0], ""]
        yield [f"{version}: {gettext('Diperbaiki di dalamnya')}", fixed, was[1], ""]
