"""What the mirror at Statuspage.io is told: in the words and shapes of its API v1, English where it is written."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage
from app.models.incidents.incident import Incident, IncidentEntry, IncidentStatus
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.status.status_page import ComponentState, MaintenanceStatus, PlannedMaintenance, StatusComponent
from workflows.status import impact_of, state_of_severity, word_of_incident, word_of_maintenance

OVER = "This incident has been resolved."


def mirror(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Nothing without keys; nothing of a security incident."""
    if not current_app.config["SETTINGS"].has_mirror:
        return
    body = MAKERS[message.payload["thing"]](session, message.payload["local_id"], message.payload["entry_id"])
    if body is None:
        return
    about = f"{message.payload['thing']}:{message.payload['local_id']}"
    yield OutgoingMessage(
        channel=Channel.WEBHOOK,
        template=message.kind,
        facts={"body": json.dumps(body, ensure_ascii=False)},
        extra={"address": "Statuspage.io", "statuspage": {"about": about}},
        key="mirror",
    )


def _component(session: Session, component_id: int, _entry_id: int) -> dict[str, Any] | None:
    found = session.get(StatusComponent, component_id)
    if found is None:
        return None
    name, description = found.name_in("en"), found.description_in("en")
    component = {"name": name, "description": description, "status": str(found.shown_state)}
    former = [one for one in (found.name, *reversed(found.mirrored_names)) if one != name]
    return {"what": "component", "component": component, "former_names": former}


def _incident(session: Session, incident_id: int, entry_id: int) -> dict[str, Any] | None:
    incident = session.get_one(Incident, incident_id)
    if incident.is_restricted:
        return None
    entry = session.get(IncidentEntry, entry_id)
    status = entry.status if entry else incident.status
    values = {
        "name": incident.title_en or incident.title,
        "status": word_of_incident(status),
        "impact_override": impact_of(incident),
        "body": (entry.text_en or entry.text) if entry else OVER,
        "deliver_notifications": True,
    }
    is_open = incident.status != IncidentStatus.RESOLVED
    shown = session.scalars(select(StatusComponent).where(StatusComponent.name == incident.component)).one_or_none()
    name = shown.name_in("en") if shown else incident.component
    states = {name: str(state_of_severity(incident))} if is_open else {}
    return {"what": "incident", "mark": incident.number, "incident": values, "states": states}


def _maintenance(session: Session, maintenance_id: int, _entry_id: int) -> dict[str, Any]:
    plan, mark = session.get_one(PlannedMaintenance, maintenance_id), f"maintenance-{maintenance_id}"
    if plan.status == MaintenanceStatus.CANCELLED:
        return {"what": "gone", "mark": mark}
    values = {
        "name": plan.title_en or plan.title,
        "status": word_of_maintenance(plan),
        "impact_override": "maintenance",
        "scheduled_for": _iso(plan.starts_at),
        "scheduled_until": _iso(plan.ends_at),
        "body": plan.text_en or plan.text or plan.title_en or plan.title,
        "deliver_notifications": True,
    }
    is_on = plan.status == MaintenanceStatus.IN_PROGRESS
    concerned = session.scalars(select(StatusComponent).where(StatusComponent.id.in_(plan.component_ids)))
    states = {
        one.name_in("en"): str(ComponentState.UNDER_MAINTENANCE if is_on else one.shown_state) for one in concerned
    }
    return {"what": "incident", "mark": mark, "incident": values, "states": states}


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


MAKERS = {"component": _component, "incident": _incident, "maintenance": _maintenance}
MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"status.mirror": mirror}
