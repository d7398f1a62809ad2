"""Screens of customers, in the order of the navigation."""

from admin_views.customers.customers import CustomerView
from admin_views.customers.imports import ImportView
from admin_views.customers.sites import SiteView
from admin_views.framework.registration import Screen, screens_of
from app.core.i18n import N_, P_
from app.models.customers.customer import Customer, Site

__all__ = ["SCREENS"]

SCREENS = screens_of(
    P_("menu", "Pelanggan"),
    Screen(CustomerView, Customer, P_("menu", "Pelanggan"), "customer", url="customers", icon="building"),
    Screen(SiteView, Site, P_("menu", "Lokasi"), "site", url="sites", icon="pin"),
    Screen(ImportView, None, N_("Impor pelanggan"), "imports", icon="upload"),
    entry="customers",
)
