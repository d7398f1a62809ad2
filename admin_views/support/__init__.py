"""Screens of support tickets."""

from admin_views.framework.registration import Screen
from admin_views.support.agents import AgentView
from admin_views.support.calendars import CalendarView, DayView
from admin_views.support.macros import MacroView
from admin_views.support.mailboxes import MailboxView
from admin_views.support.plans import PlanView, PriorityRuleView, SupportSettingsView
from admin_views.support.report import SupportReportView
from admin_views.support.rules import RuleView
from admin_views.support.teams import TeamView
from admin_views.support.tickets import SupportView
from app.core.i18n import N_
from app.models.support.agent import SupportAgent
from app.models.support.macros import SupportMacro
from app.models.support.mailbox import SupportMailbox
from app.models.support.rules import SupportRule
from app.models.support.service_plan import (
    CalendarDay,
    PriorityRule,
    ServicePlan,
    SupportCalendar,
    SupportSettings,
)
from app.models.support.team import SupportTeam
from app.models.support.ticket import SupportTicket

__all__ = ["SCREENS"]

GROUP = N_("Suara pelanggan")
SCREENS = (
    Screen(
        view=SupportView,
        model=SupportTicket,
        name=N_("Tiket Dukungan"),
        group=GROUP,
        endpoint="support",
        entry="inbox",
        url="support",
        icon="wrench",
    ),
    Screen(
        view=SupportReportView,
        name=N_("Laporan dukungan"),
        group=GROUP,
        endpoint="support_report",
        entry="reports",
        url="support_report",
        icon="chart",
    ),
    Screen(
        view=MacroView,
        model=SupportMacro,
        name=N_("Makro"),
        group=GROUP,
        endpoint="support_macros",
        entry=None,
        url="support_macros",
        icon="list",
    ),
    Screen(
        view=RuleView,
        model=SupportRule,
        name=N_("Aturan pembagian"),
        group=GROUP,
        endpoint="support_rules",
        entry=None,
        url="support_rules",
        icon="list",
    ),
    Screen(
        view=PlanView,
        model=ServicePlan,
        name=N_("Paket layanan"),
        group=GROUP,
        endpoint="service_plans",
        entry=None,
        url="service_plans",
        icon="clock",
    ),
    Screen(
        view=CalendarView,
        model=SupportCalendar,
        name=N_("Jam kerja dukungan"),
        group=GROUP,
        endpoint="support_calendars",
        entry=None,
        url="support_calendars",
        icon="calendar",
    ),
    Screen(
        view=DayView,
        model=CalendarDay,
        name=N_("Hari libur"),
        group=GROUP,
        endpoint="support_days",
        entry=None,
        url="support_days",
        icon="calendar",
    ),
    Screen(
        view=PriorityRuleView,
        model=PriorityRule,
        name=N_("Tabel prioritas"),
        group=GROUP,
        endpoint="priority_rules",
        entry=None,
        url="priority_rules",
        icon="list",
    ),
    Screen(
        view=SupportSettingsView,
        model=SupportSettings,
        name=N_("Pengaturan dukungan"),
        group=GROUP,
        endpoint="support_settings",
        entry=None,
        url="support_settings",
        icon="settings",
    ),
    Screen(
        view=TeamView,
        model=SupportTeam,
        name=N_("Tim dukungan"),
        group=GROUP,
        endpoint="support_teams",
        entry=None,
        url="support_teams",
        icon="users",
    ),
    Screen(
        view=AgentView,
        model=SupportAgent,
        name=N_("Petugas dukungan"),
        group=GROUP,
        endpoint="support_agents",
        entry=None,
        url="support_agents",
        icon="users",
    ),
    Screen(
        view=MailboxView,
        model=SupportMailbox,
        name=N_("Kotak surel"),
        group=GROUP,
        endpoint="support_mailboxes",
        entry=None,
        url="support_mailboxes",
        icon="inbox",
    ),
)
