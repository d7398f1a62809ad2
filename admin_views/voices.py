"""The screens of what people tell us: reports, feedback, its measures, support."""

from typing import Any

from admin_views.bug_figures import BugFiguresView
from admin_views.bugs import BugView
from admin_views.exp import ExpView, LevelView
from admin_views.feedback import FeedbackView
from admin_views.feedback_categories import CategoryView
from admin_views.feedback_measures import FeedbackMeasuresView
from admin_views.support import SupportView
from admin_views.user_reports import UserReportView
from app.core.db import db
from app.core.i18n import N_
from app.models.bug import BugReport
from app.models.exp import ExpEntry, ExpLevel
from app.models.feedback import Feedback, FeedbackCategory
from app.models.support import SupportTicket
from app.models.user_report import UserReport

VOICES, FIGURES = N_("Suara pelanggan"), N_("Penilaian & KPI")
# screen, table, name, endpoint, address, icon
_TABLES = (
    (UserReportView, UserReport, N_("Laporan Pengguna"), "user_report", "user-reports", "flag"),
    (FeedbackView, Feedback, N_("Saran & Kritik"), "feedback_desk", "feedback", "chat"),
    (BugView, BugReport, N_("Laporan bug"), "bug", "bugs", "alert"),
    (SupportView, SupportTicket, N_("Tiket Dukungan"), "support", "support", "wrench"),
    (ExpView, ExpEntry, N_("Buku EXP"), "exp_ledger", "exp", "star"),
    (LevelView, ExpLevel, N_("Tingkat EXP"), "exp_level", "exp-levels", "list"),
    (CategoryView, FeedbackCategory, N_("Kategori masukan"), "feedback_category", "feedback-categories", "list"),
)


_FIGURES = (
    (FeedbackMeasuresView, N_("Angka masukan"), "feedback_measures", "feedback-measures"),
    (BugFiguresView, N_("Angka bug"), "bug_figures", "bug-figures"),
)


def voices() -> list[Any]:
    """In the order of the navigation."""
    tables = [
        screen(
            table,
            db,
            name=name,
            category=VOICES,
            endpoint=endpoint,
            url=url,
            menu_icon_type="icon",
            menu_icon_value=icon,
        )
        for screen, table, name, endpoint, url, icon in _TABLES
    ]
    figures = [
        screen(
            name=name,
            category=FIGURES,
            endpoint=endpoint,
            url=url,
            menu_icon_type="icon",
            menu_icon_value="chart",
        )
        for screen, name, endpoint, url in _FIGURES
    ]
    return [*tables, *figures]
