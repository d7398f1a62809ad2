"""Releases and incidents of a period as the charts of a browser draw them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_login import current_user

from admin_views.monitoring.traffic_charts import mark_words
from app.core.clock import day_bounds
from app.core.db import db
from app.policies.company_time import company_zone
from app.policies.visibility import incidents_visible_to
from workflows.monitoring import list_incident_markers, list_markers


def period_marks(first: date, last: date) -> list[tuple[datetime, str]]:
    """Moment on the company's clock and words of each, oldest first."""
    zone = company_zone(db.session())
    span = {"since": day_bounds(first, zone)[0], "until": day_bounds(last, zone)[1]}
    began = list_incident_markers(db.session(), visible=incidents_visible_to(current_user), **span)
    found = sorted([*list_markers(db.session(), **span), *began], key=lambda one: one.at)
    return [(one.at.astimezone(ZoneInfo(zone)), mark_words(one)) for one in found]
