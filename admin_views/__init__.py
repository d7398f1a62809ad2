"""The panel: one file per screen. The navigation's groups are in `navigation.py`; within a group, as listed here."""

from typing import Any

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme

from admin_views.feedback.screens import voices
from admin_views.finance.screens import money
from admin_views.framework.navigation import in_order, marked_here
from admin_views.home.home import HomeView
from admin_views.home.kpi import KpiView
from admin_views.master_data import master_data
from admin_views.messaging.screens import messages
from admin_views.settings.api_tokens import ApiTokenView
from admin_views.settings.audit_log import AuditView
from admin_views.settings.permissions import PermissionView
from admin_views.settings.webhooks import WebhookView
from admin_views.visits.screens import scheduling
from app.core.db import db
from app.core.i18n import N_
from app.http.security.headers import csp_nonce
from app.models.accounts.api_token import ApiToken
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.webhooks import WebhookEndpoint

__all__ = ["init_panel"]


def init_panel(app: Flask) -> None:
    admin = Admin(
        app,
        name="Sigap",
        index_view=HomeView(name=N_("Beranda"), url="/admin", menu_icon_type="house", menu_icon_value="home"),
        theme=Bootstrap4Theme(swatch="default", fluid=True),
        translations_path=f"{app.root_path}/translations",
        csp_nonce_generator=csp_nonce,
    )
    app.jinja_env.globals["marked_here"] = marked_here
    for screen in in_order(_screens()):
        admin.add_view(screen)


def _setting(icon: str) -> dict[str, Any]:
    return {"category": N_("Pengaturan"), "menu_icon_type": "icon", "menu_icon_value": icon}


def _screens() -> list[Any]:
    return [
        *scheduling(),
        *money(),
        PermissionView(name=N_("Hak akses"), endpoint="permissions", url="permissions", **_setting("shield")),
        ApiTokenView(ApiToken, db, name=N_("Token API"), endpoint="machine", url="tokens", **_setting("key")),
        WebhookView(WebhookEndpoint, db, name=N_("Webhook keluar"), endpoint="hook", url="hooks", **_setting("link")),
        AuditView(AuditEntry, db, name=N_("Jejak audit"), endpoint="audit", url="audit", **_setting("history")),
        *master_data(),
        KpiView(
            name=N_("KPI"),
            category=N_("Penilaian & KPI"),
            endpoint="kpi",
            url="kpi",
            menu_icon_type="house",
            menu_icon_value="chart",
        ),
        *messages(),
        *voices(),
    ]
