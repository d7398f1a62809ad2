"""Screens of support tickets."""

from admin_views.framework.registration import Screen, screens_of
from admin_views.support.agents import AgentView
from admin_views.support.calendars import CalendarView, DayView
from admin_views.support.desk import DeskView
from admin_views.support.fields import FieldView
from admin_views.support.macros import MacroView
from admin_views.support.mailboxes import MailboxView
from admin_views.support.plans import PlanView, SupportSettingsView
from admin_views.support.priorities import PriorityRuleView
from admin_views.support.recipients import RecipientView
from admin_views.support.report import SupportReportView
from admin_views.support.rules import RuleView
from admin_views.support.state_names import StateNameView
from admin_views.support.teams import TeamView
from admin_views.support.tickets.tickets import SupportView
from app.core.i18n import N_
from app.models.support.desk_item import DeskItem
from app.models.support.mail.mailbox import SupportMailbox
from app.models.support.monthly import ReportRecipient
from app.models.support.settings.agent import SupportAgent
from app.models.support.settings.fields import SupportField
from app.models.support.settings.macros import SupportMacro
from app.models.support.settings.rules import SupportRule
from app.models.support.settings.service_plan import (
    CalendarDay,
    PriorityRule,
    ServicePlan,
    SupportCalendar,
    SupportSettings,
)
from app.models.support.settings.state_names import StateName
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket

__all__ = ["SCREENS"]

SCREENS = screens_of(
    N_("Suara pelanggan"),
    Screen(SupportView, SupportTicket, N_("Tiket Dukungan"), "support", icon="wrench", entry="inbox"),
    Screen(DeskView, DeskItem, N_("Semua masuk"), "desk", icon="inbox", entry="inbox"),
    Screen(SupportReportView, None, N_("Laporan dukungan"), "support_report", icon="chart", entry="reports"),
    Screen(
        RecipientView, ReportRecipient, N_("Penerima laporan dukungan"), "report_recipients", icon="inbox", entry=None
    ),
    Screen(MacroView, SupportMacro, N_("Makro"), "support_macros", icon="list", entry=None),
    Screen(FieldView, SupportField, N_("Isian tiket"), "support_fields", icon="list", entry=None),
    Screen(RuleView, SupportRule, N_("Aturan pembagian"), "support_rules", icon="list", entry=None),
    Screen(PlanView, ServicePlan, N_("Paket layanan"), "service_plans", icon="clock", entry=None),
    Screen(CalendarView, SupportCalendar, N_("Jam kerja dukungan"), "support_calendars", icon="calendar", entry=None),
    Screen(DayView, CalendarDay, N_("Hari libur"), "support_days", icon="calendar", entry=None),
    Screen(PriorityRuleView, PriorityRule, N_("Tabel prioritas"), "priority_rules", icon="list", entry=None),
    Screen(
        SupportSettingsView, SupportSettings, N_("Pengaturan dukungan"), "support_settings", icon="settings", entry=None
    ),
    Screen(StateNameView, StateName, N_("Sebutan status"), "support_state_names", icon="list", entry=None),
    Screen(TeamView, SupportTeam, N_("Tim dukungan"), "support_teams", icon="users", entry=None),
    Screen(AgentView, SupportAgent, N_("Petugas dukungan"), "support_agents", icon="users", entry=None),
    Screen(MailboxView, SupportMailbox, N_("Kotak surel"), "support_mailboxes", icon="inbox", entry=None),
)
