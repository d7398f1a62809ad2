"""The work queues of suggestions, criticism and bug reports."""

from typing import Any

from admin_views.home.queue import WorkQueue
from admin_views.home.queue_lines import Line, itself
from app.core.i18n import N_, gettext
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback
from app.presenters.dates import ago


def _feedback(feedback: Feedback) -> Line:
    who = feedback.author.username if feedback.author else gettext("Anonim")
    return f"{feedback.number} · {feedback.subject}", who, ago(feedback.unread_at or feedback.created_at)


def _bug(bug: BugReport) -> Line:
    who = bug.reporter.username if bug.reporter else gettext("Anonim")
    return f"{bug.number} · {bug.title}", who, ago(bug.unread_at or bug.created_at)


def _of_feedback(label: Any, tone: str, query: dict[str, str]) -> WorkQueue:
    return WorkQueue(label, tone, Feedback, query, _feedback, itself)


def _of_bugs(label: Any, tone: str, query: dict[str, str], *, always: bool = False) -> WorkQueue:
    return WorkQueue(label, tone, BugReport, query, _bug, itself, always=always)


REPORT_QUEUES = {
    "mentions": _of_feedback(N_("Anda disebut"), "warning", {"flt_mentioned": "1"}),
    "new_feedback": _of_feedback(N_("Saran & kritik baru"), "primary", {"flt_status": "NEW"}),
    "feedback_additions": _of_feedback(N_("Tambahan pengirim belum dibaca"), "warning", {"flt_unread": "1"}),
    "feedback_in_review": _of_feedback(N_("Masukan dalam peninjauan"), "primary", {"flt_status": "IN_REVIEW"}),
    "new_bugs": _of_bugs(N_("Laporan bug baru"), "primary", {"flt_status": "NEW"}, always=True),
    "bug_additions": _of_bugs(N_("Tambahan pelapor belum dibaca"), "warning", {"flt_unread": "1"}),
    "confirmed_bugs": _of_bugs(N_("Bug siap dikerjakan"), "primary", {"flt_status": "CONFIRMED"}, always=True),
    "bugs_in_test": _of_bugs(N_("Bug menunggu diuji"), "warning", {"flt_status": "TESTING"}),
}
