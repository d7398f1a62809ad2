"""Lalu lintas: how many requests, how quickly, how many failed, and what is left of the error budget; live."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from flask import current_app, request
from flask_admin import BaseView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.monitoring.traffic_charts import charts_of
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_
from app.http.pages.machine import read_machine
from app.models.accounts.user import TECHNICAL, Role
from app.policies.visibility import incidents_visible_to
from workflows.monitoring import (
    SLO_WINDOW,
    budget_left,
    count_connections,
    list_burns,
    list_incident_markers,
    list_markers,
    list_routes,
    list_traffic,
    read_traffic,
    total_of,
)

HOUR = timedelta(hours=1)
# hours shown: label, minutes of one step
SPANS = {
    1: (N_("1 jam"), 1),
    6: (N_("6 jam"), 5),
    24: (N_("24 jam"), 15),
    168: (N_("7 hari"), 120),
    720: (N_("30 hari"), 480),
}


class TrafficView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL

    @expose("/")
    def index(self) -> Any:
        return self.render("admin/monitoring/traffic.html", **_traffic(utc_now()))

    @expose("/rows")
    def rows(self) -> Any:
        """The page's live part, asked for every few seconds."""
        return self.render("admin/monitoring/traffic_rows.html", **_traffic(utc_now()))


def _traffic(now: datetime) -> dict[str, Any]:
    session = db.session()
    hours = request.args.get("hours", 1, type=int)
    hours = hours if hours in SPANS else 1
    minutes = SPANS[hours][1]
    until = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    since = until - hours * HOUR
    lines = list_traffic(session, since=since, until=until, step=timedelta(minutes=minutes))
    visible = incidents_visible_to(current_user)
    markers = list_markers(session, since=since, until=until)
    began = list_incident_markers(session, since=since, until=until, visible=visible)
    spent = read_traffic(session, since=now - SLO_WINDOW)
    return {
        "hours": hours,
        "spans": {each: label for each, (label, _minutes) in SPANS.items()},
        "total": total_of(lines),
        "charts": charts_of(lines, [*markers, *began], minutes=minutes),
        "markers": markers,
        "began": began,
        "machine": read_machine(current_app.config["SETTINGS"].files_dir),
        "connections": count_connections(session),
        "routes": list_routes(session, since=since, until=until),
        "spent": spent,
        "budget_left": budget_left(spent),
        "burns": list_burns(session, now=now),
        "seen_at": now,
    }
