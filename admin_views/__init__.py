"""The panel. Which entry of the navigation a screen stands under is said where it is registered."""

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme

from admin_views import (
    chat,
    customers,
    feedback,
    finance,
    forum,
    home,
    incidents,
    maintenance,
    messaging,
    monitoring,
    on_call,
    releases,
    search,
    settings,
    social,
    status,
    support,
    team,
    visits,
)
from admin_views import (
    help as help_centre,
)
from admin_views.framework.export.export_writer import init_export_writer
from admin_views.framework.navigation import init_navigation
from admin_views.framework.records.arranged_steps import arrange_steps
from admin_views.framework.records.section_anchors import section_anchors
from admin_views.home.home import HomeView
from admin_views.settings import components
from app.core.i18n import N_
from app.http.security.headers import csp_nonce

__all__ = ["init_panel"]

AREAS = (
    visits,
    finance,
    customers,
    team,
    home,
    messaging,
    feedback,
    support,
    chat,
    forum,
    social,
    help_centre,
    incidents,
    on_call,
    maintenance,
    status,
    monitoring,
    releases,
    settings,
    search,
)


def init_panel(app: Flask) -> None:
    admin = Admin(
        app,
        name="Sigap",
        index_view=HomeView(name=N_("Beranda"), url="/admin", menu_icon_type="icon", menu_icon_value="home"),
        theme=Bootstrap4Theme(swatch="default", fluid=True),
        translations_path=f"{app.root_path}/translations",
        csp_nonce_generator=csp_nonce,
    )
    admin.index_view.entry = "home"
    areas = (*AREAS, components) if app.config["SETTINGS"].mode == "development" else AREAS
    screens = sorted((screen for area in areas for screen in area.SCREENS), key=lambda screen: screen.place)
    views = [screen.build() for screen in screens]
    for view in views:
        admin.add_view(view)
    init_navigation(app, [admin.index_view, *views])
    init_export_writer(app, views)
    app.jinja_env.globals.update(arrange_steps=arrange_steps, section_anchors=section_anchors)
