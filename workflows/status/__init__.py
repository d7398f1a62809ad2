"""The status page: uptime, its one word, what it says, and announced maintenance."""

from workflows.status.collect_status import ComponentReport, IncidentReport, StatusReport, collect_status
from workflows.status.feeds import atom, rss
from workflows.status.maintenance.cancel_maintenance import cancel_maintenance
from workflows.status.maintenance.finish_maintenance import finish_maintenance
from workflows.status.maintenance.plan_maintenance import plan_maintenance
from workflows.status.maintenance.sweep_maintenance import sweep_maintenance
from workflows.status.statuspage_json import answers
from workflows.status.windows import list_windows_of_check

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
    "list_windows_of_check",
    "plan_maintenance",
    "rss",
    "sweep_maintenance",
]
