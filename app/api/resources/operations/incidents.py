"""Incidents for programs; a security incident is seen by those who see it in the panel."""

from sqlalchemy import true

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

ANNOUNCEMENTS = Resource(
    "announcements",
    Announcement,
    record_schema(
        "Announcement",
        Announcement,
        (
            "id", "title", "title_en", "text", "text_en", "tone", "status", "starts_at", "ends_at", "version",
            "created_at",
        ),
    ),
    lambda _user: true(),
    filters={"status": one_of(Announcement.status)},
)  # fmt: skip

MAINTENANCES = Resource(
    "maintenances",
    PlannedMaintenance,
    record_schema(
        "Maintenance",
        PlannedMaintenance,
        (
            "id", "title", "title_en", "text", "text_en", "component_ids", "starts_at", "ends_at", "announced_at",
            "began_at", "ended_at", "status", "outcome", "version", "created_at",
        ),
    ),
    lambda _user: true(),
    filters={"status": one_of(PlannedMaintenance.status)},
)  # fmt: skip

MAINTENANCE_RECORDS = Resource(
    "maintenance_records",
    MaintenanceRecord,
    record_schema(
        "MaintenanceRecord",
        MaintenanceRecord,
        (
            "id", "number", "kind", "topic", "title", "description", "status", "owner_id", "due_date",
            "available_date", "applied_date", "figure_name", "figure_before", "figure_after", "started_at",
            "finished_at", "outcome", "bug_id", "release_id", "plan_id", "version", "created_at",
        ),
    ),
    lambda _user: true(),
    filters={
        "status": one_of(MaintenanceRecord.status),
        "kind": one_of(MaintenanceRecord.kind),
        "number": exact(MaintenanceRecord.number, 20),
    },
)  # fmt: skip
