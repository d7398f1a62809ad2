"""Screens of support tickets."""

from admin_views.framework.registration import Screen
from admin_views.support.tickets import SupportView
from app.core.i18n import N_
from app.models.support.ticket import SupportTicket

__all__ = ["SCREENS"]

GROUP = N_("Suara pelanggan")
SCREENS = (
    Screen(
        view=SupportView,
        model=SupportTicket,
        name=N_("Tiket Dukungan"),
        group=GROUP,
        endpoint="support",
        entry="inbox",
        url="support",
        icon="wrench",
    ),
)
