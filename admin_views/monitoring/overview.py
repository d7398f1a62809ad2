"""Pemantauan: what is broken and since when, on one page."""

from datetime import datetime
from typing import Any, ClassVar

from flask import url_for
from flask_admin import BaseView, expose

from admin_views.framework.access import RoleRestricted
from admin_views.home.system_parts import part_row, system_sentence
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import TECHNICAL, Role
from app.models.monitoring.alarm import Alarm
from app.models.monitoring.check import CHECK_FLOW, KIND_LABELS, CheckState
from app.presenters.dates import ago, moment
from workflows.heartbeats import list_parts
from workflows.monitoring import CheckLine, list_checks, list_open_alarms


class MonitoringView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL

    @expose("/")
    def index(self) -> Any:
        return self.render("admin/monitoring/index.html", **_overview(utc_now()))

    @expose("/rows")
    def rows(self) -> Any:
        """The page's live part, asked for every few seconds."""
        return self.render("admin/monitoring/rows.html", **_overview(utc_now()))


def _overview(now: datetime) -> dict[str, Any]:
    session = db.session()
    checks = list_checks(session, now=now)
    parts = list_parts(session, now=now)
    bad = [line for line in checks if line.is_bad]
    troubled = [part for part in parts if not part.is_well]
    return {
        "sentence": system_sentence(checks, len(troubled)),
        "all_well": not bad and not troubled,
        "alarms": [_alarm_row(alarm) for alarm in list_open_alarms(session)],
        "bad": [_check_row(line) for line in bad],
        "well": [_check_row(line) for line in checks if not line.is_bad],
        "parts": [part_row(part) for part in troubled],
        "parts_well": len(parts) - len(troubled),
        "seen_at": now,
    }


def _check_row(line: CheckLine) -> dict[str, Any]:
    check = line.check
    if line.is_stale and check.status in {CheckState.UP, CheckState.DOWN}:
        badge, tone = gettext("Tanpa data"), "warning"
    elif line.run.unstable:
        badge, tone = gettext("Labil"), "danger"
    else:
        badge, tone = str(CHECK_FLOW.labels[check.status]), CHECK_FLOW.tones[check.status]
    return {
        "title": check.name,
        "text": line.run.shown_words or f"{KIND_LABELS[check.kind]} {check.target}".strip(),
        "href": url_for("checks.details_view", id=check.id),
        "meta": ago(line.run.last_at) if line.run.last_at else "",
        "badge": badge,
        "tone": tone,
    }


def _alarm_row(alarm: Alarm) -> dict[str, Any]:
    return {
        "title": alarm.shown_title,
        "text": alarm.shown_words,
        "href": url_for("alarms.details_view", id=alarm.id),
        "meta": gettext("sejak %(at)s", at=moment(alarm.started_at)),
        "badge": gettext("Bisu") if alarm.muted else str(alarm.severity),
        "tone": "neutral" if alarm.muted else "danger",
    }
