"""Screens of backups and what is wrong with them."""

from admin_views.framework.registration import Screen
from admin_views.releases.backup_alarms import BackupAlarmView
from admin_views.releases.backups import BackupsView
from app.core.i18n import N_
from app.models.releases.backup import BackupAlarm

__all__ = ["SCREENS"]

SCREENS = (
    Screen(
        view=BackupsView,
        name=N_("Cadangan"),
        endpoint="backups",
        entry="backup",
        url="backups",
        icon="save",
        place=10,
    ),
    Screen(
        view=BackupAlarmView,
        model=BackupAlarm,
        name=N_("Gangguan cadangan"),
        endpoint="backup_alarm",
        entry="backup",
        url="backup-alarms",
        icon="alert",
    ),
)
