"""Checks, alarms and errors, for programs of the technical team."""

from sqlalchemy import ColumnElement, true

from app.api.resource import Foreign, Resource, one_of
from app.api.schemas import record_schema
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.monitoring.alarm import Alarm
from app.models.monitoring.check import Check
from app.models.monitoring.error_group import ErrorGroup
from app.policies.visibility import incidents_visible_to


def _all(_user: User) -> ColumnElement[bool]:
    return true()


CHECKS = Resource(
    "checks",
    Check,
    record_schema(
        "Check", Check, ("id", "name", "kind", "target", "status", "interval_seconds", "muted_until", "created_at")
    ),
    _all,
    filters={"status": one_of(Check.status), "kind": one_of(Check.kind)},
)
ALARMS = Resource(
    "alarms",
    Alarm,
    record_schema(
        "Alarm",
        Alarm,
        (
            "id", "source", "fingerprint", "title", "title_en", "words", "words_en", "severity", "muted", "status",
            "started_at", "last_seen_at", "resolved_at", "count", "created_at",
        ),
    ),
    _all,
    filters={"status": one_of(Alarm.status), "source": one_of(Alarm.source), "severity": one_of(Alarm.severity)},
)  # fmt: skip
ERRORS = Resource(
    "errors",
    ErrorGroup,
    record_schema(
        "Error",
        ErrorGroup,
        (
            "id", "fingerprint", "kind", "message", "place", "part", "route", "request_id", "first_release", "release",
            "first_seen_at", "last_seen_at", "count", "status", "incident_id", "bug_id", "created_at",
        ),
    ),
    _all,
    foreign={"incident_id": Foreign(Incident, incidents_visible_to)},
    filters={"status": one_of(ErrorGroup.status)},
)  # fmt: skip
