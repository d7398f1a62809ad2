"""What a subscriber's webhook is posted: the incident as the public JSON shows it, in the frame of Statuspage's own."""

from typing import Any

from app.models.incidents.incident import Incident
from app.models.status.status_page import PlannedMaintenance
from workflows.status.collect_status import StatusReport
from workflows.status.indicator import DESCRIPTIONS
from workflows.status.statuspage_json import answers
from workflows.status.statuspage_parts import opaque


def news_json(report: StatusReport, about: Incident | PlannedMaintenance, *, url: str) -> dict[str, Any]:
    """`{"page": …, "incident": …}`; maintenance that was cancelled stands on no page and has id, name and status."""
    found = answers(report, url=url)
    if isinstance(about, Incident):
        identity, shown = opaque("incident", about.id), found["incidents.json"]["incidents"]
    else:
        identity = opaque("maintenance", about.id)
        shown = found["scheduled-maintenances.json"]["scheduled_maintenances"]
    gone = {"id": identity, "name": about.title_en or about.title, "status": str(about.status).lower()}
    return {
        "page": {
            "id": found["status.json"]["page"]["id"],
            "status_indicator": report.indicator,
            "status_description": DESCRIPTIONS[report.indicator],
        },
        "incident": next((one for one in shown if one["id"] == identity), gone),
    }
