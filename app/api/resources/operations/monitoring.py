"""Checks, alarms and errors, for programs of the technical team."""

from app.api.plain_resource import plain_resource
from app.api.resource import Foreign
from app.models.incidents.incident import Incident
from app.models.monitoring.alarm import Alarm
from app.models.monitoring.check import Check
from app.models.monitoring.error_group import ErrorGroup
from app.policies.visibility import incidents_visible_to

CHECKS = plain_resource(
    "checks",
    "Check",
    Check,
    "id name kind target status interval_seconds muted_until created_at",
    by=("status", "kind"),
)
ALARMS = plain_resource(
    "alarms",
    "Alarm",
    Alarm,
    "id source fingerprint title title_en words words_en severity muted status started_at last_seen_at "
    "resolved_at count created_at",
    by=("status", "source", "severity"),
)
ERRORS = plain_resource(
    "errors",
    "Error",
    ErrorGroup,
    "id fingerprint kind message place part route request_id first_release release first_seen_at last_seen_at "
    "count status incident_id bug_id created_at",
    by=("status",),
    foreign={"incident_id": Foreign(Incident, incidents_visible_to)},
)
