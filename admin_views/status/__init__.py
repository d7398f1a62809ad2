"""Screens of the status page and planned maintenance."""

from admin_views.framework.registration import Screen
from admin_views.status.components import ComponentView
from admin_views.status.maintenance import MaintenanceView
from app.core.i18n import N_, P_
from app.models.status import PlannedMaintenance, StatusComponent

__all__ = ["SCREENS"]

SCREENS = (
    Screen(
        view=ComponentView,
        model=StatusComponent,
        name=N_("Komponen status"),
        entry="status",
        endpoint="status_components",
        url="status-components",
        icon="check-circle",
        place=10,
    ),
    Screen(
        view=MaintenanceView,
        model=PlannedMaintenance,
        name=P_("menu", "Pemeliharaan"),
        entry="maintenance",
        endpoint="maintenance",
        url="maintenance",
        icon="wrench",
        place=10,
    ),
)
