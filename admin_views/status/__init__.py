"""Screens of the status page and planned maintenance."""

from admin_views.framework.registration import Screen
from admin_views.status.announcements import AnnouncementView
from admin_views.status.components import ComponentView
from admin_views.status.maintenance import MaintenanceView
from admin_views.status.subscribers import SubscriberView
from app.core.i18n import N_, P_
from app.models.status.announcement import Announcement
from app.models.status.status_page import PlannedMaintenance, StatusComponent
from app.models.status.subscriber import StatusSubscriber

__all__ = ["SCREENS"]

SCREENS = (
    Screen(
        ComponentView,
        StatusComponent,
        N_("Komponen status"),
        "status_components",
        url="status-components",
        icon="check-circle",
        entry="status",
        place=10,
    ),
    Screen(
        AnnouncementView,
        Announcement,
        N_("Pengumuman"),
        "announcements",
        icon="bell",
        entry="status",
        place=15,
    ),
    Screen(
        SubscriberView,
        StatusSubscriber,
        N_("Penerima kabar status"),
        "status_subscribers",
        url="status-subscribers",
        icon="mail",
        entry="status",
        place=20,
    ),
    Screen(
        MaintenanceView,
        PlannedMaintenance,
        P_("menu", "Pemeliharaan"),
        "maintenance",
        icon="wrench",
        entry="maintenance",
        place=10,
    ),
)
