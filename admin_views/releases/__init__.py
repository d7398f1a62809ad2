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
    Screen(
        view=ReleaseView,
        model=Release,
        name=N_("Rilis"),
        endpoint="release",
        entry="releases",
        url="releases",
        icon="flag",
        place=10,
    ),
    Screen(
        view=ReleaseItemView,
        model=ReleaseItem,
        name=N_("Butir kesiapan"),
        endpoint="release_item",
        entry="releases",
        url="release-items",
        icon="check",
    ),
    Screen(
        view=ChecklistTemplateView,
        model=ChecklistTemplate,
        name=N_("Templat kesiapan"),
        endpoint="checklist_template",
        entry="releases",
        url="checklist-templates",
        icon="document",
        place=60,
    ),
    Screen(
        view=ChangeCalendarView,
        name=N_("Kalender perubahan"),
        endpoint="change_calendar",
        entry="releases",
        url="change-calendar",
        icon="calendar",
        place=20,
    ),
    Screen(
        view=FreezeWindowView,
        model=FreezeWindow,
        name=N_("Masa beku"),
        endpoint="freeze_window",
        entry="releases",
        url="freeze-windows",
        icon="pause",
        place=30,
    ),
    Screen(
        view=ReleaseSystemView,
        model=ReleaseSystem,
        name=N_("Sistem yang dirilis"),
        endpoint="release_system",
        entry="releases",
        url="release-systems",
        icon="settings",
        place=70,
    ),
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
