"""Monitoring: checks, their states, and alarms."""

from workflows.monitoring.alarms import tell_alarm
from workflows.monitoring.claim_checks import DueCheck, claim_due_checks
from workflows.monitoring.count_requests import Counts, RequestKey, add_counts, list_request_totals
from workflows.monitoring.list_checks import CheckLine, list_checks, list_open_alarms, list_periods, list_results
from workflows.monitoring.mute_check import mute_check
from workflows.monitoring.pause_check import pause_check
from workflows.monitoring.read_figures import Figure, read_figures
from workflows.monitoring.receive_alarm import AlarmNews, receive_alarm
from workflows.monitoring.receive_ping import Ping, mark_late_pings, receive_ping
from workflows.monitoring.record_result import Outcome, record_result
from workflows.monitoring.report_parts import forget_results, report_parts
from workflows.monitoring.resolve_alarm import resolve_alarm
from workflows.monitoring.resume_check import resume_check
from workflows.monitoring.run_check_now import run_check_now
from workflows.monitoring.save_check import edit_check, make_check

VERBS = {"test": run_check_now, "mute": mute_check, "pause": pause_check, "resume": resume_check}
ALARM_VERBS = {"resolve": resolve_alarm}

__all__ = [
    "ALARM_VERBS",
    "VERBS",
    "AlarmNews",
    "CheckLine",
    "Counts",
    "DueCheck",
    "Figure",
    "Outcome",
    "Ping",
    "RequestKey",
    "add_counts",
    "claim_due_checks",
    "edit_check",
    "forget_results",
    "list_checks",
    "list_open_alarms",
    "list_periods",
    "list_request_totals",
    "list_results",
    "make_check",
    "mark_late_pings",
    "mute_check",
    "pause_check",
    "read_figures",
    "receive_alarm",
    "receive_ping",
    "record_result",
    "report_parts",
    "resolve_alarm",
    "resume_check",
    "run_check_now",
    "tell_alarm",
]
