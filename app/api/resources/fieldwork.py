"""What happens on site: places, presence, asks for more days, alerts."""

from typing import Any

from sqlalchemy.orm import Session

from app.api.clocks import CLOCK_NAMES, clock_fields, read_pressed
from app.api.fields import Text, Whole
from app.api.plain_resource import plain_resource
from app.api.resource import Resource, Write, before_day, one_of, same, since_day, yes_no
from app.api.schemas import record_schema
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.policies.visibility import of_visible_visits
from workflows.fieldwork import request_extension


def _of_visible_visit(visit_id: Any) -> Any:
    return lambda user: of_visible_visits(user, visit_id)


ASSIGNMENTS = Resource(
    "assignments",
    Assignment,
    record_schema(
        "Assignment",
        Assignment,
        (
            "id",
            "visit_id",
            "technician_id",
            "source",
            "claimed_at",
            "emergency",
            "released_at",
            "release_reason",
            "no_show",
            "created_at",
        ),
    ),
    _of_visible_visit(Assignment.visit_id),
    filters={
        "visit_id": same(Assignment.visit_id),
        "technician_id": same(Assignment.technician_id),
        "held": yes_no(Assignment.released_at.is_(None)),
    },
)

ATTENDANCE = Resource(
    "attendance",
    Attendance,
    record_schema(
        "Attendance",
        Attendance,
        (
            "id",
            "assignment_id",
            "visit_id",
            "technician_id",
            "kind",
            "work_date",
            "happened_at",
            "moment_source",
            "server_at",
            "device_at",
            "sent_at",
            "status",
            "doubt",
            "decided_by_id",
            "decided_at",
            "decision_note",
            "latitude",
            "longitude",
            "accuracy_m",
            "distance_m",
            "outside_radius",
            "reason",
            "offline",
            "created_at",
        ),
    ),
    _of_visible_visit(Attendance.visit_id),
    filters={
        "visit_id": same(Attendance.visit_id),
        "technician_id": same(Attendance.technician_id),
        "kind": one_of(Attendance.kind),
        "status": one_of(Attendance.status),
        "from_date": since_day(Attendance.work_date),
        "before_date": before_day(Attendance.work_date),
    },
)


def _ask_for_days(session: Session, *, actor: User, now: Any, **given: Any) -> ExtensionRequest:
    clocks = {name: given.pop(name, None) for name in CLOCK_NAMES}
    return request_extension(session, technician=actor, now=now, pressed=read_pressed(clocks, now), **given)


EXTENSIONS = Resource(
    "extensions",
    ExtensionRequest,
    record_schema(
        "Extension",
        ExtensionRequest,
        (
            "id",
            "visit_id",
            "requested_by_id",
            "days",
            "reason",
            "status",
            "decided_by_id",
            "decided_at",
            "decision_note",
            "leaving_ids",
            "asked_at",
            "created_at",
        ),
    ),
    _of_visible_visit(ExtensionRequest.visit_id),
    filters={"visit_id": same(ExtensionRequest.visit_id), "status": one_of(ExtensionRequest.status)},
    create=Write(
        lambda: {
            "visit_id": Whole(1, required=True),
            "days": Whole(1, 30, required=True),
            "reason": Text(500, least=1, required=True),
            **clock_fields(),
        },
        _ask_for_days,
    ),
)

ALERTS = plain_resource(
    "alerts",
    "Alert",
    EmergencyAlert,
    "id visit_id assignment_id status raised_at wait_until decided_by_id decided_at minutes_lost note created_at",
    by=("visit_id", "status"),
)
