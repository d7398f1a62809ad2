"""Screens of customers, in the order of the navigation."""

from admin_views.customers.customers import CustomerView
from admin_views.customers.imports import ImportView
from admin_views.customers.sites import SiteView
from admin_views.framework.registration import Screen
from app.core.i18n import N_, P_
from app.models.customers.customer import Customer, Site

__all__ = ["SCREENS"]

GROUP = P_("menu", "Pelanggan")
SCREENS = (
    Screen(
        view=CustomerView,
        model=Customer,
        name=P_("menu", "Pelanggan"),
        group=GROUP,
        endpoint="customer",
        entry="customers",
        url="customers",
        icon="building",
    ),
    Screen(
        view=SiteView,
        model=Site,
        name=P_("menu", "Lokasi"),
        group=GROUP,
        endpoint="site",
        entry="customers",
        url="sites",
        icon="pin",
    ),
    Screen(
        view=ImportView,
        name=N_("Impor pelanggan"),
        group=GROUP,
        endpoint="imports",
        entry="customers",
        url="imports",
        icon="upload",
    ),
)
