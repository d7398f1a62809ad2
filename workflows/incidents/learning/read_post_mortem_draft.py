"""What a post-mortem begins with: the times and the timeline of its incident, and the cause that was named."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident, IncidentEntry, PostMortem
from app.policies.company_time import company_zone
from workflows.incident_timeline import list_entries

CAUSE = "Penyebab: "  # how `identify_incident` begins its line


def read_post_mortem_draft(session: Session, incident: Incident) -> dict[str, str]:
    """`summary`, `root_cause` and `went_well`: as written before, else drafted; people are not named."""
    written = session.scalars(select(PostMortem).where(PostMortem.incident_id == incident.id)).one_or_none()
    if written is not None and written.published_at is not None:
        return {"summary": written.summary, "root_cause": written.root_cause, "went_well": written.went_well}
    lines = list(reversed(list_entries(session, incident_id=incident.id)))
    zone = ZoneInfo(company_zone(session))
    causes = [line.text.removeprefix(CAUSE) for line in lines if line.text.startswith(CAUSE)]
    return {
        "summary": _summary(incident, lines, zone)[:10_000],
        "root_cause": "\n".join(causes)[:10_000],
        "went_well": _went_well(incident),
    }


def _summary(incident: Incident, lines: Sequence[IncidentEntry], zone: ZoneInfo) -> str:
    lasted = _minutes(incident.impact_started_at, incident.impact_ended_at)
    head = f"{incident.title}. Dampak {lasted} menit." if lasted is not None else f"{incident.title}."
    told = [f"{line.happened_at.astimezone(zone):%d/%m %H.%M} {_impersonal(line)}" for line in lines]
    return "\n".join([head, incident.outcome, "", *told] if incident.outcome else [head, "", *told])


def _impersonal(line: IncidentEntry) -> str:
    """Blameless: what was done, not who did it."""
    return line.text.replace(f" oleh {line.author.name}", "") if line.author else line.text


def _went_well(incident: Incident) -> str:
    found = _minutes(incident.impact_started_at, incident.declared_at)
    taken = _minutes(incident.declared_at, incident.acknowledged_at)
    words = [f"Diketahui {found} menit sesudah dampak mulai."] if found is not None else []
    return "\n".join([*words, *([f"Diterima {taken} menit sesudah diumumkan."] if taken is not None else [])])


def _minutes(since: datetime, until: datetime | None) -> int | None:
    return None if until is None else round((until - since).total_seconds() / 60)
