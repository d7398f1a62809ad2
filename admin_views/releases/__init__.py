"""Screens of releases with their checklists, and of backups and what is wrong with them."""

from admin_views.framework.registration import Screen
from admin_views.releases.backup_alarms import BackupAlarmView
from admin_views.releases.backups import BackupsView
from admin_views.releases.calendar import ChangeCalendarView, FreezeWindowView
from admin_views.releases.checklists import ChecklistTemplateView, ReleaseItemView
from admin_views.releases.releases import ReleaseView
from admin_views.releases.systems import ReleaseSystemView
from app.core.i18n import N_
from app.models.releases.backup import BackupAlarm
from app.models.releases.calendar import FreezeWindow
from app.models.releases.readiness import ChecklistTemplate, ReleaseItem
from app.models.releases.release import Release
from app.models.releases.steering import ReleaseSystem

__all__ = ["SCREENS"]

SCREENS = (
    Screen(ReleaseView, Release, N_("Rilis"), "release", url="releases", icon="flag", entry="releases", place=10),
    Screen(
        ReleaseItemView,
        ReleaseItem,
        N_("Butir kesiapan"),
        "release_item",
        url="release-items",
        icon="check",
        entry="releases",
    ),
    Screen(
        ChecklistTemplateView,
        ChecklistTemplate,
        N_("Templat kesiapan"),
        "checklist_template",
        url="checklist-templates",
        icon="document",
        entry="releases",
        place=60,
    ),
    Screen(
        ChangeCalendarView,
        None,
        N_("Kalender perubahan"),
        "change_calendar",
        url="change-calendar",
        icon="calendar",
        entry="releases",
        place=20,
    ),
    Screen(
        FreezeWindowView,
        FreezeWindow,
        N_("Masa beku"),
        "freeze_window",
        url="freeze-windows",
        icon="pause",
        entry="releases",
        place=30,
    ),
    Screen(
        ReleaseSystemView,
        ReleaseSystem,
        N_("Sistem yang dirilis"),
        "release_system",
        url="release-systems",
        icon="settings",
        entry="releases",
        place=70,
    ),
    Screen(BackupsView, None, N_("Cadangan"), "backups", icon="save", entry="backup", place=10),
    Screen(
        BackupAlarmView,
        BackupAlarm,
        N_("Gangguan cadangan"),
        "backup_alarm",
        url="backup-alarms",
        icon="alert",
        entry="backup",
    ),
)
