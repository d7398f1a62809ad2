"""Ukuran insiden: how quickly incidents are found, taken and ended, in a period and in the one before it."""

from collections.abc import Iterator
from typing import Any, ClassVar

from flask import Response, abort, request
from flask_admin import BaseView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.framework.export.export_files import MEDIA_TYPES, content_of
from admin_views.framework.lists.date_range import PERIODS, chosen_days
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import Role
from app.models.incidents.incident_flow import READERS
from app.policies.visibility import incidents_visible_to
from app.presenters.incident_figures import KINDS, write
from workflows.incidents import previous_days, read_incident_measures

ASKED = ("days", "first", "last")


class IncidentMeasuresView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = READERS

    @expose("/")
    def index(self) -> Any:
        return self.render(
            "admin/incidents/measures.html",
            kinds=KINDS,
            write=write,
            periods=PERIODS,
            days=request.args.get("days", "30"),
            asked={name: value for name in ASKED if (value := request.args.get(name))},
            **_measured(),
        )

    @expose("/export.<file_type>")
    def export(self, file_type: str) -> Any:
        """All figures beside those of the period before; times in minutes."""
        if file_type not in MEDIA_TYPES:
            abort(404)
        given = _measured()
        answer = Response(content_of(file_type, _rows(given)), mimetype=MEDIA_TYPES[file_type])
        name = f"insiden-{given['first']}-{given['last']}.{file_type}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


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
    }


def _rows(given: dict[str, Any]) -> Iterator[list[Any]]:
    current, previous = given["current"], given["previous"]
    yield [gettext("Angka"), gettext("Periode ini"), gettext("Sebelumnya"), gettext("Artinya")]
    for kind in KINDS:
        yield [str(kind.label), _cell(kind.read(current)), _cell(kind.read(previous)), str(kind.meaning)]
    for severity, count in current.by_severity.items():
        yield [severity, count, previous.by_severity[severity], ""]
    known = dict(previous.by_component)
    for component, count in current.by_component:
        yield [component or gettext("Tanpa komponen"), count, known.get(component, 0), ""]


def _cell(value: float | None) -> Any:
    return "" if value is None else value if isinstance(value, int) else round(value, 2)
