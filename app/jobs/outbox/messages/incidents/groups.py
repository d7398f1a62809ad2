"""What groups of Slack, Teams and Telegram are told of an incident: its beginning, its steps, public news, its end."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.core.i18n import gettext, in_own_language
from app.jobs.outbox.messages.group_messages import to_groups
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage
from app.models.incidents.incident import SEVERITY_LABELS, Incident, IncidentEntry
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.messaging.outbox import OutboxMessage
from integrations.team_chats import GroupMessage


def incident_moved(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """One to each group that is set. Of a security incident only its number leaves the panel."""
    incident = session.get_one(Incident, message.payload["incident_id"])
    entry_id = message.payload.get("entry_id")
    path = f"/admin/incidents/details/?id={incident.id}"
    yield from to_groups(message, lambda link: _words(session, incident, entry_id, link), path)


def _words(session: Session, incident: Incident, entry_id: int | None, link: str) -> GroupMessage:
    entry = session.get(IncidentEntry, entry_id or 0)
    facts = [
        (gettext("Tingkat"), str(SEVERITY_LABELS[incident.severity])),
        (gettext("Status"), str(INCIDENT_FLOW.labels[incident.status])),
        (gettext("Komponen"), "" if incident.is_restricted else incident.component),
        (gettext("Komandan"), incident.commander.name if incident.commander else ""),
    ]
    return GroupMessage(
        f"{incident.number} · {incident.title_outside}",
        in_own_language(entry.text, entry.text_en) if entry and not incident.is_restricted else "",
        tuple((name, value) for name, value in facts if value),
        link,
        gettext("Buka insiden"),
    )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"incident.moved": incident_moved}
