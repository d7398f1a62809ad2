"""Monitoring: checks, their states, and alarms."""

from workflows.monitoring.add_counts import Counts, RequestKey, add_counts, list_request_totals
from workflows.monitoring.checks.claim_due_checks import DueCheck, claim_due_checks
from workflows.monitoring.checks.edit_check import edit_check
from workflows.monitoring.checks.forget_results import forget_results
from workflows.monitoring.checks.make_check import make_check
from workflows.monitoring.checks.mute_check import mute_check
from workflows.monitoring.checks.pause_check import pause_check
from workflows.monitoring.checks.resume_check import resume_check
from workflows.monitoring.checks.run_check_now import run_check_now
from workflows.monitoring.list_checks import CheckLine, list_checks, list_open_alarms, list_periods, list_results
from workflows.monitoring.pings.mark_late_pings import mark_late_pings
from workflows.monitoring.pings.receive_ping import Ping, receive_ping
from workflows.monitoring.read_figures import Figure, read_figures
from workflows.monitoring.receive_alarm import AlarmNews, receive_alarm
from workflows.monitoring.record_result import Outcome, record_result
from workflows.monitoring.report_parts import report_parts
from workflows.monitoring.resolve_alarm import resolve_alarm
from workflows.monitoring.tell_alarm import tell_alarm

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
