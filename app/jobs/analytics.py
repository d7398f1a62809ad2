"""The daily job that mirrors page and step counts at Google Analytics."""

from datetime import timedelta

from flask import current_app

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.policies.company_time import company_today
from workflows.releases.after_release import mirror_counts


def mirror_analytics() -> None:
    """RQ job, daily: yesterday's counts; nothing without keys."""
    if current_app.config["SETTINGS"].has_ga4:
        now = utc_now()
        day = company_today(db.session(), now) - timedelta(days=1)
        unit_of_work(lambda session: mirror_counts(session, day=day, now=now))
