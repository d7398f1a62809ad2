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
    Screen(MonitoringView, None, N_("Pemantauan"), "monitoring", icon="chart", entry=ENTRY, place=10),
    Screen(TrafficView, None, N_("Lalu lintas"), "traffic", icon="chart", entry=ENTRY, place=11),
    Screen(CheckView, Check, N_("Pemeriksaan"), "checks", icon="check-circle", entry=ENTRY),
    Screen(ErrorView, ErrorGroup, N_("Galat"), "errors", icon="bug", entry=ENTRY, place=12),
    Screen(AlarmView, Alarm, N_("Alarm"), "alarms", icon="bell", entry=ENTRY),
)
