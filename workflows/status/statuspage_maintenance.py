"""Planned maintenance in Statuspage's words: its announcement and each phase."""

from typing import Any

from app.models.status.status_page import MaintenanceStatus, PlannedMaintenance
from workflows.status.collect_status import StatusReport
from workflows.status.statuspage_parts import NOTHING_MORE, iso, opaque

MAINTENANCE = {
    MaintenanceStatus.SCHEDULED: "scheduled",
    MaintenanceStatus.IN_PROGRESS: "in_progress",
    MaintenanceStatus.COMPLETED: "completed",
}


PHASES = (  # what Statuspage itself says of each
    (
        "in_progress",
        "began_at",
        "Scheduled maintenance is currently in progress. We will provide updates as necessary.",
    ),
    ("verifying", "verifying_since", "Verification is currently underway for the maintenance items."),
    ("completed", "ended_at", "The scheduled maintenance has been completed."),
)


def word_of_maintenance(plan: PlannedMaintenance) -> str:
    """Statuspage's; what was cancelled has none there."""
    is_checked = plan.status == MaintenanceStatus.IN_PROGRESS and plan.verifying_since is not None
    return "verifying" if is_checked else MAINTENANCE[plan.status]


def list_maintenance_updates(plan: PlannedMaintenance, identity: str, report: StatusReport) -> list[dict[str, Any]]:
    """Its announcement and each phase since, newest first."""
    announced = plan.text_en or plan.text
    phases = [("scheduled", "maintenance-update", plan.announced_at, announced)]
    phases += [
        (status, f"maintenance-{status}", moment, body)
        for status, column, body in PHASES
        if (moment := getattr(plan, column)) is not None
    ]
    return [
        {
            "id": opaque(kind, plan.id),
            "status": status,
            "body": body,
            "incident_id": identity,
            "created_at": iso(moment, report),
            "updated_at": iso(moment, report),
            "display_at": iso(moment, report),
            "affected_components": None,
            **NOTHING_MORE,
        }
        for status, kind, moment, body in reversed(phases)
    ]
