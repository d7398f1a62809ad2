"""Screens of the team, in the order of the navigation."""

from admin_views.framework.registration import Screen, screens_of
from admin_views.team.leaves import LeaveView
from admin_views.team.skills import SkillView
from admin_views.team.users import UserView
from app.core.i18n import N_
from app.models.accounts.user import Leave, Skill, User

__all__ = ["SCREENS"]

SCREENS = screens_of(
    N_("Tim"),
    Screen(UserView, User, N_("Pengguna"), "user", url="users", icon="users"),
    Screen(LeaveView, Leave, N_("Cuti"), "leave", url="leaves", icon="calendar"),
    Screen(SkillView, Skill, N_("Keahlian"), "skill", url="skills", icon="wrench"),
    entry="team",
)
