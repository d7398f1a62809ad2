"""Screens of the team, in the order of the navigation."""

from admin_views.framework.registration import Screen
from admin_views.team.leaves import LeaveView
from admin_views.team.skills import SkillView
from admin_views.team.users import UserView
from app.core.i18n import N_
from app.models.accounts.user import Leave, Skill, User

__all__ = ["SCREENS"]

GROUP = N_("Tim")
SCREENS = (
    Screen(
        view=UserView,
        model=User,
        name=N_("Pengguna"),
        group=GROUP,
        endpoint="user",
        entry="team",
        url="users",
        icon="users",
    ),
    Screen(
        view=LeaveView,
        model=Leave,
        name=N_("Cuti"),
        group=GROUP,
        endpoint="leave",
        entry="team",
        url="leaves",
        icon="calendar",
    ),
    Screen(
        view=SkillView,
        model=Skill,
        name=N_("Keahlian"),
        group=GROUP,
        endpoint="skill",
        entry="team",
        url="skills",
        icon="wrench",
    ),
)
