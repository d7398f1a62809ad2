"""Ukuran insiden: how quickly incidents are found, taken and ended, in a period and in the one before it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from flask import request
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy.orm import Session

from admin_views.framework.access import RoleRestricted
from admin_views.framework.export.figures_file import figure_cell, figures_file, require_file_type
from admin_views.framework.lists.date_range import chosen_days, period_facts
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import Role
from app.models.incidents.incident_flow import READERS
from app.policies.visibility import incidents_visible_to
from app.presenters.incident_figures import KINDS, write
from workflows.incidents import previous_days, read_incident_measures
from workflows.service_measures import read_service_measures

ASKED = ("days", "first", "last")


class IncidentMeasuresView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = READERS

    @expose("/")
    def index(self) -> Any:
        return self.render(
            "admin/incidents/measures.html",
            kinds=KINDS,
            write=write,
            **period_facts(),
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
    first, last = chosen_days()
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
    }


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
            str(kind.label),
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
