"""Monitoring: checks, their states, and alarms."""

from workflows.monitoring.add_counts import Counts, RequestKey, add_counts, list_request_totals
from workflows.monitoring.checks.claim_due_checks import DueCheck, claim_due_checks
from workflows.monitoring.checks.edit_check import edit_check
from workflows.monitoring.checks.list_sums import list_sums
from workflows.monitoring.checks.make_check import make_check
from workflows.monitoring.checks.mute_check import mute_check
from workflows.monitoring.checks.pause_check import pause_check
from workflows.monitoring.checks.resume_check import resume_check
from workflows.monitoring.checks.run_check_now import run_check_now
from workflows.monitoring.errors.ignore_error import ignore_error
from workflows.monitoring.errors.link_error_to_incident import link_error_to_incident
from workflows.monitoring.errors.list_errors import list_errors_of_incident, list_latest_errors
from workflows.monitoring.errors.record_errors import Frame, SeenError, record_errors
from workflows.monitoring.errors.reopen_error import reopen_error
from workflows.monitoring.errors.report_error_as_bug import report_error_as_bug
from workflows.monitoring.errors.resolve_error import resolve_error
from workflows.monitoring.list_checks import CheckLine, list_checks, list_open_alarms, list_periods, list_results
from workflows.monitoring.notify_of_alarm import notify_of_alarm
from workflows.monitoring.pings.mark_late_pings import mark_late_pings
from workflows.monitoring.pings.receive_ping import Ping, receive_ping
from workflows.monitoring.read_figures import Figure, read_figures
from workflows.monitoring.receive_alarm import AlarmNews, receive_alarm
from workflows.monitoring.record_result import Outcome, record_result
from workflows.monitoring.report_burns import report_burns
from workflows.monitoring.report_parts import report_parts
from workflows.monitoring.resolve_alarm import resolve_alarm
from workflows.monitoring.traffic import (
    SLO_WINDOW,
    Marker,
    Traffic,
    TrafficLine,
    budget_left,
    count_connections,
    list_burns,
    list_incident_markers,
    list_markers,
    list_routes,
    list_traffic,
    quantile,
    read_traffic,
    total_of,
)

VERBS = {"test": run_check_now, "mute": mute_check, "pause": pause_check, "resume": resume_check}
ALARM_VERBS = {"resolve": resolve_alarm}

ERROR_VERBS = {
    "resolve": resolve_error,
    "ignore": ignore_error,
    "reopen": reopen_error,
    "to_bug": report_error_as_bug,
    "to_incident": link_error_to_incident,
}

__all__ = [
    "ALARM_VERBS",
    "ERROR_VERBS",
    "SLO_WINDOW",
    "VERBS",
    "AlarmNews",
    "CheckLine",
    "Counts",
    "DueCheck",
    "Figure",
    "Frame",
    "Marker",
    "Outcome",
    "Ping",
    "RequestKey",
    "SeenError",
    "Traffic",
    "TrafficLine",
    "add_counts",
    "budget_left",
    "claim_due_checks",
    "count_connections",
    "edit_check",
    "ignore_error",
    "link_error_to_incident",
    "list_burns",
    "list_checks",
    "list_errors_of_incident",
    "list_incident_markers",
    "list_latest_errors",
    "list_markers",
    "list_open_alarms",
    "list_periods",
    "list_request_totals",
    "list_results",
    "list_routes",
    "list_sums",
    "list_traffic",
    "make_check",
    "mark_late_pings",
    "mute_check",
    "notify_of_alarm",
    "pause_check",
    "quantile",
    "read_figures",
    "read_traffic",
    "receive_alarm",
    "receive_ping",
    "record_errors",
    "record_result",
    "reopen_error",
    "report_burns",
    "report_error_as_bug",
    "report_parts",
    "resolve_alarm",
    "resolve_error",
    "resume_check",
    "run_check_now",
    "total_of",
]
