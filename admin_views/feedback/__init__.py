"""Screens of feedback, bug reports and EXP, in the order of the navigation."""

from admin_views.feedback.bug_reports import BugView
from admin_views.feedback.bug_statistics import BugFiguresView
from admin_views.feedback.categories import CategoryView
from admin_views.feedback.exp import ExpView, LevelView
from admin_views.feedback.feedback import FeedbackView
from admin_views.feedback.feedback_statistics import FeedbackMeasuresView
from admin_views.feedback.ratings import RatingView
from admin_views.feedback.user_reports import UserReportView
from admin_views.framework.registration import Screen, screens_of
from app.core.i18n import N_
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry, ExpLevel
from app.models.feedback.feedback import Feedback, FeedbackCategory
from app.models.feedback.user_report import UserReport
from app.models.visits.rating import VisitRating

__all__ = ["SCREENS"]

GROUP = N_("Suara pelanggan")
SCREENS = (
    *screens_of(
        GROUP,
        Screen(
            UserReportView,
            UserReport,
            N_("Laporan Pengguna"),
            "user_report",
            url="user-reports",
            icon="flag",
            entry="feedback",
        ),
        Screen(
            FeedbackView,
            Feedback,
            N_("Saran & Kritik"),
            "feedback_desk",
            url="feedback",
            icon="chat",
            entry="feedback",
            place=30,
        ),
        Screen(RatingView, VisitRating, N_("Penilaian"), "rating_recap", url="ratings", icon="star", entry="ratings"),
        Screen(BugView, BugReport, N_("Laporan bug"), "bug", url="bugs", icon="alert", entry="bugs"),
    ),
    *screens_of(
        GROUP,
        Screen(ExpView, ExpEntry, N_("Buku EXP"), "exp_ledger", url="exp", icon="star"),
        Screen(LevelView, ExpLevel, N_("Tingkat EXP"), "exp_level", url="exp-levels", icon="list"),
        Screen(
            CategoryView,
            FeedbackCategory,
            N_("Kategori masukan"),
            "feedback_category",
            url="feedback-categories",
            icon="list",
        ),
        entry=None,
    ),
    *screens_of(
        N_("Penilaian & KPI"),
        Screen(
            FeedbackMeasuresView,
            None,
            N_("Angka masukan"),
            "feedback_measures",
            url="feedback-measures",
            icon="chart",
            entry="reports",
        ),
        Screen(
            BugFiguresView,
            None,
            N_("Angka bug"),
            "bug_figures",
            url="bug-figures",
            icon="chart",
            entry="bug_figures",
        ),
    ),
)
