"""The screens of customers and people."""

from typing import Any

from admin_views.customers.customers import CustomerView
from admin_views.customers.imports import ImportView
from admin_views.customers.sites import SiteView
from admin_views.team.leaves import LeaveView
from admin_views.team.skills import SkillView
from admin_views.team.users import UserView
from app.core.db import db
from app.core.i18n import N_, P_
from app.models.accounts.user import Leave, Skill, User
from app.models.customers.customer import Customer, Site

CUSTOMERS, TEAM = P_("menu", "Pelanggan"), N_("Tim")
# screen, table, name, group, endpoint, address, icon
_TABLES = (
    (CustomerView, Customer, CUSTOMERS, CUSTOMERS, "customer", "customers", "building"),
    (SiteView, Site, P_("menu", "Lokasi"), CUSTOMERS, "site", "sites", "pin"),
    (UserView, User, N_("Pengguna"), TEAM, "user", "users", "users"),
    (LeaveView, Leave, N_("Cuti"), TEAM, "leave", "leaves", "calendar"),
    (SkillView, Skill, N_("Keahlian"), TEAM, "skill", "skills", "wrench"),
)


def master_data() -> list[Any]:
    icon = {"menu_icon_type": "icon"}
    screens: list[Any] = [
        screen(table, db, name=name, category=group, endpoint=endpoint, url=url, menu_icon_value=picture, **icon)
        for screen, table, name, group, endpoint, url, picture in _TABLES
    ]
    imports = ImportView(
        name=N_("Impor pelanggan"),
        category=CUSTOMERS,
        endpoint="imports",
        url="imports",
        menu_icon_value="upload",
        **icon,
    )
    return [*screens[:2], imports, *screens[2:]]
