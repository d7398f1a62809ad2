"""The status page: uptime, its one word, what it says, and announced maintenance."""

from workflows.status.collect import ComponentReport, IncidentReport, StatusReport, collect_status
from workflows.status.feeds import atom, rss
from workflows.status.maintenance import (
    cancel_maintenance,
    finish_maintenance,
    plan_maintenance,
    sweep_maintenance,
)
from workflows.status.statuspage_json import answers
from workflows.status.windows import windows_of_check

MAINTENANCE_VERBS = {"finish": finish_maintenance, "cancel": cancel_maintenance}

__all__ = [
    "MAINTENANCE_VERBS",
    "ComponentReport",
    "IncidentReport",
    "StatusReport",
    "answers",
    "atom",
    "cancel_maintenance",
    "collect_status",
    "finish_maintenance",
    "plan_maintenance",
    "rss",
    "sweep_maintenance",
    "windows_of_check",
]
