"""Screens of feedback, bug reports and EXP, in the order of the navigation."""

from admin_views.feedback.bug_reports import BugView
from admin_views.feedback.bug_statistics import BugFiguresView
from admin_views.feedback.categories import CategoryView
from admin_views.feedback.exp import ExpView, LevelView
from admin_views.feedback.feedback import FeedbackView
from admin_views.feedback.feedback_statistics import FeedbackMeasuresView
from admin_views.feedback.ratings import RatingView
from admin_views.feedback.user_reports import UserReportView
from admin_views.framework.registration import Screen
from app.core.i18n import N_
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry, ExpLevel
from app.models.feedback.feedback import Feedback, FeedbackCategory
from app.models.feedback.user_report import UserReport
from app.models.visits.rating import VisitRating

__all__ = ["SCREENS"]

GROUP = N_("Suara pelanggan")
SCREENS = (
    Screen(
        view=UserReportView,
        model=UserReport,
        name=N_("Laporan Pengguna"),
        group=GROUP,
        endpoint="user_report",
        entry="feedback",
        url="user-reports",
        icon="flag",
    ),
    Screen(
        view=FeedbackView,
        model=Feedback,
        name=N_("Saran & Kritik"),
        group=GROUP,
        endpoint="feedback_desk",
        entry="feedback",
        place=30,
        url="feedback",
        icon="chat",
    ),
    Screen(
        view=RatingView,
        model=VisitRating,
        name=N_("Penilaian"),
        group=GROUP,
        endpoint="rating_recap",
        entry="ratings",
        url="ratings",
        icon="star",
    ),
    Screen(
        view=BugView,
        model=BugReport,
        name=N_("Laporan bug"),
        group=GROUP,
        endpoint="bug",
        entry="bugs",
        url="bugs",
        icon="alert",
    ),
    Screen(
        view=ExpView,
        model=ExpEntry,
        name=N_("Buku EXP"),
        group=GROUP,
        endpoint="exp_ledger",
        entry=None,
        url="exp",
        icon="star",
    ),
    Screen(
        view=LevelView,
        model=ExpLevel,
        name=N_("Tingkat EXP"),
        group=GROUP,
        endpoint="exp_level",
        entry=None,
        url="exp-levels",
        icon="list",
    ),
    Screen(
        view=CategoryView,
        model=FeedbackCategory,
        name=N_("Kategori masukan"),
        group=GROUP,
        endpoint="feedback_category",
        entry=None,
        url="feedback-categories",
        icon="list",
    ),
    Screen(
        view=FeedbackMeasuresView,
        name=N_("Angka masukan"),
        group=N_("Penilaian & KPI"),
        endpoint="feedback_measures",
        entry="reports",
        url="feedback-measures",
        icon="chart",
    ),
    Screen(
        view=BugFiguresView,
        name=N_("Angka bug"),
        group=N_("Penilaian & KPI"),
        endpoint="bug_figures",
        entry="bug_figures",
        url="bug-figures",
        icon="chart",
    ),
)
