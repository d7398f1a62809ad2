"""Laporan Pengguna: bug reports, suggestions and criticism together, and the mark that somebody saw to them."""

from workflows.user_reports.count_waiting_reports import MOST_COUNTED, WaitingReports, count_waiting_reports
from workflows.user_reports.mark_report import mark_report
from workflows.user_reports.set_report_clocks import set_report_clocks
from workflows.user_reports.unmark_report import unmark_report

VERBS = {"mark": mark_report, "unmark": unmark_report}

__all__ = [
    "MOST_COUNTED",
    "VERBS",
    "WaitingReports",
    "count_waiting_reports",
    "mark_report",
    "set_report_clocks",
    "unmark_report",
]
