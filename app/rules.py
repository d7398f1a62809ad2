"""Settings that rules need, put on every unit of work, because workflows know no application."""

from typing import Any

from flask import Flask, current_app
from sqlalchemy import event

from app.core.db import db
from app.core.units import unit_of
from app.models.feedback.exp import ExpRules
from app.settings import Settings


def init_rules(app: Flask, settings: Settings) -> None:
    app.extensions["exp_rules"] = ExpRules(
        daily_limit=settings.exp_daily_limit,
        bug_critical=settings.bug_exp_critical,
        bug_high=settings.bug_exp_high,
        bug_medium=settings.bug_exp_medium,
        bug_low=settings.bug_exp_low,
        duplicate_share=settings.bug_exp_duplicate_share,
    )


@event.listens_for(db.session, "after_begin")
def _fill_unit(session: Any, _transaction: Any, _connection: Any) -> None:
    settings = current_app.config.get("SETTINGS")
    unit_of(session).public_url = settings.public_url.rstrip("/") if settings else ""
    unit_of(session).exp_rules = current_app.extensions.get("exp_rules")  # None: an app that gives no EXP
