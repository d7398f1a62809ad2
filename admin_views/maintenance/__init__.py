"""Screens of maintenance: records, rules, what fits with what, data, dependencies, the month's report."""

from admin_views.framework.registration import Screen
from admin_views.maintenance.compatibility import CompatibilityView
from admin_views.maintenance.dependencies import DependencyView
from admin_views.maintenance.records import MaintenanceRecordView
from admin_views.maintenance.rules import MaintenanceRuleView
from admin_views.maintenance.upkeep import UpkeepView
from app.core.i18n import N_
from app.models.maintenance.record import MaintenanceRecord, MaintenanceRule
from app.models.maintenance.upkeep import Compatibility

__all__ = ["SCREENS"]

SCREENS = (
    Screen(
        MaintenanceRecordView,
        MaintenanceRecord,
        N_("Catatan pemeliharaan"),
        "maintenance_records",
        url="maintenance-records",
        icon="wrench",
        entry="maintenance",
        place=5,
    ),
    Screen(
        MaintenanceRuleView,
        MaintenanceRule,
        N_("Pemeliharaan berulang"),
        "maintenance_rules",
        url="maintenance-rules",
        icon="calendar",
        entry="maintenance",
        place=20,
    ),
    Screen(
        CompatibilityView,
        Compatibility,
        N_("Kecocokan"),
        "compatibility",
        icon="board",
        entry="maintenance",
        place=30,
    ),
    Screen(
        UpkeepView,
        None,
        N_("Perawatan data"),
        "maintenance_care",
        url="maintenance-care",
        icon="settings",
        entry="maintenance",
        place=40,
    ),
    Screen(
        DependencyView,
        None,
        N_("Dependensi"),
        "dependencies",
        icon="link",
        entry="maintenance",
        place=50,
    ),
)
