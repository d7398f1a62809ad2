"""Figures of the service in a period, from monitoring, maintenance, the status page and bug reports."""

from workflows.service_measures.list_sprints import SprintBugs, find_sprint, list_sprint_bugs, list_sprints
from workflows.service_measures.read_service_measures import ServiceMeasures, read_service_measures

__all__ = [
    "ServiceMeasures",
    "SprintBugs",
    "find_sprint",
    "list_sprint_bugs",
    "list_sprints",
    "read_service_measures",
]
