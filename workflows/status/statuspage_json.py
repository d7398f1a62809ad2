"""The public answers of Statuspage's API v2, byte-shaped: opaque ids, milliseconds, English descriptions."""

import hashlib
from datetime import datetime
from typing import Any

from app.models.incidents.incident import Incident, IncidentEntry, IncidentStatus
from app.models.status.status_page import ComponentState, PlannedMaintenance
from workflows.status.collect_status import OF_SEVERITY, ComponentReport, IncidentReport, StatusReport
from workflows.status.indicator import DESCRIPTIONS, INDICATORS, worst
from workflows.status.statuspage_maintenance import list_maintenance_updates, word_of_maintenance
from workflows.status.statuspage_parts import NOTHING_MORE, iso, opaque

STATUS = {
    IncidentStatus.DETECTED: "investigating",
    IncidentStatus.INVESTIGATING: "investigating",
    IncidentStatus.IDENTIFIED: "identified",
    IncidentStatus.MONITORING: "monitoring",
    IncidentStatus.RESOLVED: "resolved",
}


def state_of_severity(incident: Incident) -> ComponentState:
    """What a component of an open incident is shown as."""
    return OF_SEVERITY[incident.severity]


def impact_of(incident: Incident) -> str:
    return INDICATORS[state_of_severity(incident)]


def word_of_incident(status: IncidentStatus) -> str:
    """Statuspage's."""
    return STATUS[status]


def answers(report: StatusReport, *, url: str) -> dict[str, Any]:
    """Path below `/api/v2/` to its body."""
    page = _page(report, url)
    overall = {"indicator": report.indicator, "description": DESCRIPTIONS[report.indicator]}
    components = _components(report, page["id"])
    incidents = [_incident(one, report, page["id"], url) for one in report.incidents]
    unresolved = [one for one in incidents if one["status"] not in {"resolved", "postmortem"}]
    plans = [_maintenance(one, report, page["id"], url) for one in report.maintenances]
    open_plans = [one for one in plans if one["status"] != "completed"]
    active = [one for one in plans if one["status"] in {"in_progress", "verifying"}]
    upcoming = [one for one in plans if one["status"] == "scheduled"]
    return {
        "summary.json": {
            "page": page,
            "components": components,
            "incidents": unresolved,
            "scheduled_maintenances": open_plans,
            "status": overall,
        },
        "status.json": {"page": page, "status": overall},
        "components.json": {"page": page, "components": components},
        "incidents.json": {"page": page, "incidents": incidents},
        "incidents/unresolved.json": {"page": page, "incidents": unresolved},
        "scheduled-maintenances.json": {"page": page, "scheduled_maintenances": plans},
        "scheduled-maintenances/upcoming.json": {"page": page, "scheduled_maintenances": upcoming},
        "scheduled-maintenances/active.json": {"page": page, "scheduled_maintenances": active},
    }


def _page(report: StatusReport, url: str) -> dict[str, Any]:
    return {
        "id": opaque("page", 1),
        "name": report.name,
        "url": url,
        "time_zone": report.zone.key,
        "updated_at": iso(report.at, report),
    }


def _components(report: StatusReport, page_id: str) -> list[dict[str, Any]]:
    """Groups and leaves; leaves have no `components`."""
    found: list[dict[str, Any]] = []
    for place, (name, members) in enumerate(report.groups, start=1):
        leaves = [_component(one, report, page_id, _group_id(name)) for one in members]
        if name:
            first = min(one.component.created_at for one in members)
            shown = report.group_in(name, "en")
            group = _base(_group_id(name), shown, worst(one.state for one in members), first, report, page_id)
            group |= {"position": place, "group": True, "components": [one["id"] for one in leaves]}
            found.append(group)
        found += leaves
    return found


def _group_id(name: str) -> str | None:
    return hashlib.sha256(f"group:{name}".encode()).hexdigest()[:12] if name else None


def _component(one: ComponentReport, report: StatusReport, page_id: str, group_id: str | None) -> dict[str, Any]:
    component = one.component
    identity, name = opaque("component", component.id), component.name_in("en")
    made = _base(identity, name, one.state, component.created_at, report, page_id)
    updated = iso(component.updated_at, report)
    return made | {
        "updated_at": updated,
        "position": component.position,
        "description": component.description_in("en") or None,
        "group_id": group_id,
    }


def _base(
    identity: str | None, name: str, state: str, created: datetime, report: StatusReport, page_id: str
) -> dict[str, Any]:
    return {
        "id": identity,
        "name": name,
        "status": str(state),
        "created_at": iso(created, report),
        "updated_at": iso(report.at, report),
        "position": 1,
        "description": None,
        "showcase": True,
        "start_date": created.astimezone(report.zone).date().isoformat(),
        "group_id": None,
        "page_id": page_id,
        "group": False,
        "only_show_if_degraded": False,
    }


def _incident(one: IncidentReport, report: StatusReport, page_id: str, url: str) -> dict[str, Any]:
    incident, news = one.incident, one.entries
    mine = [leaf for leaf in report.components if leaf.component.name == incident.component]
    identity = opaque("incident", incident.id)
    watched = [entry for entry in news if entry.status == IncidentStatus.MONITORING]
    return {
        "id": identity,
        "name": incident.title_en or incident.title,
        "status": "postmortem" if one.post_mortem_id else STATUS[incident.status],
        "created_at": iso(incident.declared_at, report),
        "updated_at": iso(one.changed_at, report),
        "monitoring_at": iso(watched[-1].happened_at, report) if watched else None,
        "resolved_at": iso(incident.resolved_at, report) if incident.resolved_at else None,
        "impact": impact_of(incident),
        "shortlink": f"{url}#{incident.number}",
        "started_at": iso(incident.impact_started_at, report),
        "page_id": page_id,
        "incident_updates": [_update(entry, identity, mine, report, one.post_mortem_id) for entry in news],
        "components": [_component(leaf, report, page_id, _group_id(leaf.component.group_name)) for leaf in mine],
        "reminder_intervals": None,
    }


def _update(
    entry: IncidentEntry, identity: str, mine: list[ComponentReport], report: StatusReport, post_mortem_id: int | None
) -> dict[str, Any]:
    affected = [
        {
            "code": opaque("component", leaf.component.id),
            "name": leaf.component.name_in("en"),
            "old_status": str(entry.state_before),
            "new_status": str(entry.state_after),
        }
        for leaf in mine
        if entry.state_before and entry.state_after
    ]
    return {
        "id": opaque("update", entry.id),
        "status": "postmortem" if entry.id == post_mortem_id else STATUS[entry.status],
        "body": entry.text_en or entry.text,
        "incident_id": identity,
        "created_at": iso(entry.created_at, report),
        "updated_at": iso(entry.edited_at or entry.created_at, report),
        "display_at": iso(entry.happened_at, report),
        "affected_components": affected or None,
        **NOTHING_MORE,
    }


def _maintenance(plan: PlannedMaintenance, report: StatusReport, page_id: str, url: str) -> dict[str, Any]:
    mine = [leaf for leaf in report.components if leaf.component.id in plan.component_ids]
    identity = opaque("maintenance", plan.id)
    return {
        "id": identity,
        "name": plan.title_en or plan.title,
        "status": word_of_maintenance(plan),
        "created_at": iso(plan.announced_at, report),
        "updated_at": iso(plan.updated_at, report),
        "monitoring_at": None,
        "resolved_at": iso(plan.ended_at, report) if plan.ended_at else None,
        "impact": "maintenance",
        "shortlink": f"{url}#maintenance-{plan.id}",
        "started_at": iso(plan.began_at or plan.starts_at, report),
        "page_id": page_id,
        "incident_updates": list_maintenance_updates(plan, identity, report),
        "components": [_component(leaf, report, page_id, _group_id(leaf.component.group_name)) for leaf in mine],
        "reminder_intervals": None,
        "scheduled_for": iso(plan.starts_at, report),
        "scheduled_until": iso(plan.ends_at, report),
    }
