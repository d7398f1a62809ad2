"""The screens of customers and people."""

from typing import Any

from admin_views.customers import CustomerView
from admin_views.imports import ImportView
from admin_views.leaves import LeaveView
from admin_views.sites import SiteView
from admin_views.skills import SkillView
from admin_views.users import UserView
from app.core.db import db
from app.core.i18n import N_
from app.models.customer import Customer, Site
from app.models.user import Leave, Skill, User


def master_data() -> list[Any]:
    customers, people = N_("Pelanggan"), N_("Tim")
    return [
        CustomerView(
            Customer,
            db,
            name=customers,
            category=customers,
            endpoint="customer",
            url="customers",
            menu_icon_type="icon",
            menu_icon_value="building",
        ),
        SiteView(
            Site,
            db,
            name=N_("Lokasi"),
            category=customers,
            endpoint="site",
            url="sites",
            menu_icon_type="icon",
            menu_icon_value="pin",
        ),
        ImportView(
            name=N_("Impor pelanggan"),
            category=customers,
            endpoint="imports",
            url="imports",
            menu_icon_type="icon",
            menu_icon_value="upload",
        ),
        UserView(
            User,
            db,
            name=N_("Pengguna"),
            category=people,
            endpoint="user",
            url="users",
            menu_icon_type="icon",
            menu_icon_value="users",
        ),
        LeaveView(
            Leave,
            db,
            name=N_("Cuti"),
            category=people,
            endpoint="leave",
            url="leaves",
            menu_icon_type="icon",
            menu_icon_value="calendar",
        ),
        SkillView(
            Skill,
            db,
            name=N_("Keahlian"),
            category=people,
            endpoint="skill",
            url="skills",
            menu_icon_type="icon",
            menu_icon_value="wrench",
        ),
    ]
