"""Screens of the status page and planned maintenance."""

from admin_views.framework.registration import Screen
from admin_views.status.components import ComponentView
from admin_views.status.maintenance import MaintenanceView
from app.core.i18n import N_, P_
from app.models.status import PlannedMaintenance, StatusComponent

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
        MaintenanceView,
        PlannedMaintenance,
        P_("menu", "Pemeliharaan"),
        "maintenance",
        icon="wrench",
        entry="maintenance",
        place=10,
    ),
)
