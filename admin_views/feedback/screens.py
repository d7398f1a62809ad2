"""The screens of what people tell us: reports, feedback, its measures, support."""

from typing import Any

from admin_views.feedback.bug_reports import BugView
from admin_views.feedback.bug_statistics import BugFiguresView
from admin_views.feedback.categories import CategoryView
from admin_views.feedback.exp import ExpView, LevelView
from admin_views.feedback.feedback import FeedbackView
from admin_views.feedback.feedback_statistics import FeedbackMeasuresView
from admin_views.feedback.user_reports import UserReportView
from admin_views.support.tickets import SupportView
from app.core.db import db
from app.core.i18n import N_
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry, ExpLevel
from app.models.feedback.feedback import Feedback, FeedbackCategory
from app.models.feedback.user_report import UserReport
from app.models.support import SupportTicket

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
