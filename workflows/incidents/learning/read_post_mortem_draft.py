"""What a post-mortem begins with: the times and the timeline of its incident, and the cause that was named."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import gettext, in_own_language
from app.models.accounts.user import User
from app.models.incidents.incident import ActionItem, EntryKind, Incident, IncidentEntry, PostMortem
from app.models.on_call.escalation import Escalation, EscalationCall
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
        "summary": _summary(incident, lines, zone, _called(session, incident))[:10_000],
        "root_cause": "\n".join(causes)[:10_000],
        "went_well": _went_well(incident),
    }


def _called(session: Session, incident: Incident) -> Sequence[str]:
    """The names of whoever was called, and of the owners of its action items."""
    called = select(User.name).join(EscalationCall, EscalationCall.user_id == User.id).join(Escalation)
    owners = select(User.name).join(ActionItem, ActionItem.owner_id == User.id)
    mine = called.where(Escalation.incident_id == incident.id).union(
        owners.where(ActionItem.incident_id == incident.id)
    )
    return session.scalars(mine).all()


def _summary(incident: Incident, lines: Sequence[IncidentEntry], zone: ZoneInfo, called: Sequence[str]) -> str:
    lasted = _minutes(incident.impact_started_at, incident.impact_ended_at)
    impact = "" if lasted is None else " " + gettext("Dampak %(minutes)d menit.", minutes=lasted)
    head, names = f"{incident.shown_title}.{impact}", _people(lines, called)
    entries = [f"{line.happened_at.astimezone(zone):%d/%m %H.%M} {_impersonal(line, names)}" for line in lines]
    parts = filter(None, [head, in_own_language(incident.description, incident.description_en), incident.outcome])
    return "\n".join([*parts, "", *entries])


def _people(lines: Sequence[IncidentEntry], called: Sequence[str]) -> set[str]:
    return {*called, *(line.author.name for line in lines if line.author)}


def _impersonal(line: IncidentEntry, names: set[str]) -> str:
    """Blameless: what was done, not who did it. What people wrote stays as it is."""
    text = in_own_language(line.text, line.text_en)
    if line.kind != EntryKind.EVENT:
        return text
    for name in names:
        for naming in (f" oleh {name}", f" by {name}", f": {name}", f" ({name})"):
            text = text.replace(naming, "")
    return text


def _went_well(incident: Incident) -> str:
    found = _minutes(incident.impact_started_at, incident.declared_at)
    taken = _minutes(incident.declared_at, incident.acknowledged_at)
    words = [gettext("Diketahui %(minutes)d menit sesudah dampak mulai.", minutes=found)] if found is not None else []
    if taken is not None:
        words.append(gettext("Diterima %(minutes)d menit sesudah diumumkan.", minutes=taken))
    return "\n".join(words)


def _minutes(since: datetime, until: datetime | None) -> int | None:
    return None if until is None else round((until - since).total_seconds() / 60)
