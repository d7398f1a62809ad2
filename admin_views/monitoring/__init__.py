"""Screens of monitoring."""

from admin_views.framework.registration import Screen
from admin_views.monitoring.alarms import AlarmView
from admin_views.monitoring.checks import CheckView
from admin_views.monitoring.errors import ErrorView
from admin_views.monitoring.overview import MonitoringView
from admin_views.monitoring.traffic import TrafficView
from app.core.i18n import N_
from app.models.monitoring.alarm import Alarm
from app.models.monitoring.check import Check
from app.models.monitoring.error_group import ErrorGroup

__all__ = ["SCREENS"]

ENTRY = "monitoring"
SCREENS = (
    Screen(
        view=MonitoringView,
        name=N_("Pemantauan"),
        entry=ENTRY,
        endpoint="monitoring",
        url="monitoring",
        icon="chart",
        place=10,
    ),
    Screen(
        view=TrafficView,
        name=N_("Lalu lintas"),
        entry=ENTRY,
        endpoint="traffic",
        url="traffic",
        icon="chart",
        place=11,
    ),
    Screen(
        view=CheckView,
        model=Check,
        name=N_("Pemeriksaan"),
        entry=ENTRY,
        endpoint="checks",
        url="checks",
        icon="check-circle",
    ),
    Screen(
        view=ErrorView,
        model=ErrorGroup,
        name=N_("Galat"),
        entry=ENTRY,
        endpoint="errors",
        url="errors",
        icon="bug",
        place=12,
    ),
    Screen(view=AlarmView, model=Alarm, name=N_("Alarm"), entry=ENTRY, endpoint="alarms", url="alarms", icon="bell"),
)
