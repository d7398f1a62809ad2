"""What every page shows around its content: the company's name, the language, who is logged in."""

from collections.abc import Sequence
from time import monotonic
from typing import Any

from flask import Flask, g, has_request_context, url_for
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import language
from app.http.auth.home_page import home_of
from app.models.accounts.user import ROLE_LABELS
from app.models.company import Company
from app.models.status.announcement import Announcement
from workflows.status import list_announcements

ASK_AGAIN_SECONDS = 2.0


class CompanyName:
    """The company's name as it is now: after a change every process shows it with its next page."""

    def __init__(self) -> None:
        self._name = "Sigap"
        self._away_until = 0.0

    def read(self) -> str:
        """Return the name; an error page must come out even when the database is gone, with the name known last."""
        if monotonic() >= self._away_until:
            try:
                self._name = db.session.scalar(select(Company.name)) or "Sigap"
            except SQLAlchemyError:
                self._away_until = monotonic() + ASK_AGAIN_SECONDS
        return self._name


def announced() -> Sequence[Announcement]:
    """What is announced now; nothing while the database is away."""
    try:
        return list_announcements(db.session(), now=utc_now())
    except SQLAlchemyError:
        return ()


def init_page(app: Flask) -> None:
    """Give the layouts their variables; templates/admin/base.html and layouts/bare.html say which."""
    company = CompanyName()

    @app.context_processor
    def around_the_page() -> dict[str, Any]:
        if not has_request_context():
            return {}
        user = current_user._get_current_object() if current_user else None  # noqa: SLF001  one look-up for all
        user = user if user is not None and user.is_authenticated else None
        return {
            "company_name": g.get("company_name") or company.read(),  # it comes with the log-in
            "html_lang": language(),
            "language_url": url_for("language.switch"),
            "logout_url": url_for("session.logout") if user else None,
            "account_url": url_for("profile.show") if user else None,
            "home_url": home_of(user) if user else "/",
            "announcements": announced() if user and g.get("has_announcements", True) else (),
            "look": user.screen if user else None,
            "user_role_label": ROLE_LABELS[user.role] if user else "",
        }
