"""The panel. The navigation's groups are in `framework/navigation.py`; within a group, as the packages list them."""

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme

from admin_views import customers, feedback, finance, home, messaging, settings, support, team, visits
from admin_views.framework.export_writer import init_export_writer
from admin_views.framework.navigation import in_order, module_code
from admin_views.home.home import HomeView
from app.core.i18n import N_
from app.http.security.headers import csp_nonce

__all__ = ["init_panel"]

AREAS = (visits, finance, customers, team, home, messaging, feedback, support, settings)


def init_panel(app: Flask) -> None:
    admin = Admin(
        app,
        name="Sigap",
        index_view=HomeView(name=N_("Beranda"), url="/admin", menu_icon_type="icon", menu_icon_value="home"),
        theme=Bootstrap4Theme(swatch="default", fluid=True),
        translations_path=f"{app.root_path}/translations",
        csp_nonce_generator=csp_nonce,
    )
    app.jinja_env.globals["module_code"] = module_code
    views = in_order([screen.build() for area in AREAS for screen in area.SCREENS])
    for view in views:
        admin.add_view(view)
    init_export_writer(app, views)
