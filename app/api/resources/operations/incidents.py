"""Incidents for programs; a security incident is seen by those who see it in the panel."""

from app.api.plain_resource import plain_resource
from app.api.resource import Resource, exact, one_of
from app.api.schemas import record_schema
from app.models.incidents.incident import Incident
from app.models.maintenance.record import MaintenanceRecord
from app.models.status.announcement import Announcement
from app.models.status.status_page import PlannedMaintenance
from app.policies.visibility import incidents_visible_to

INCIDENTS = Resource(
    "incidents",
    Incident,
    record_schema(
        "Incident",
        Incident,
        (
            "id", "number", "title", "title_en", "description", "description_en", "kind", "severity", "status",
            "component", "impact_started_at", "declared_at", "acknowledged_at", "resolved_at", "impact_ended_at",
            "commander_id", "version", "created_at",
        ),
    ),
    incidents_visible_to,
    filters={
        "status": one_of(Incident.status),
        "severity": one_of(Incident.severity),
        "number": exact(Incident.number, 20),
    },
)  # fmt: skip

ANNOUNCEMENTS = plain_resource(
    "announcements",
    "Announcement",
    Announcement,
    "id title title_en text text_en tone status starts_at ends_at version created_at",
    by=("status",),
)

MAINTENANCES = plain_resource(
    "maintenances",
    "Maintenance",
    PlannedMaintenance,
    "id title title_en text text_en component_ids starts_at ends_at announced_at began_at ended_at status "
    "outcome version created_at",
    by=("status",),
)

MAINTENANCE_RECORDS = plain_resource(
    "maintenance_records",
    "MaintenanceRecord",
    MaintenanceRecord,
    "id number kind topic title description status owner_id due_date available_date applied_date figure_name "
    "figure_before figure_after started_at finished_at outcome bug_id release_id plan_id version created_at",
    by=("status", "kind"),
    filters={"number": exact(MaintenanceRecord.number, 20)},
)
