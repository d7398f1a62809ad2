"""From a ticket to the incident that it tells of."""

from collections.abc import Mapping

from app.core.flow import Action, Ask
from app.core.i18n import N_
from app.models.incidents.incident import SEVERITY_LABELS
from app.models.incidents.incident_flow import RESPONDERS
from app.models.support.ticket_steps import OPEN, RESOLVED, SUPPORT_TEAM

TO_INCIDENT: Mapping[str, Action] = {
    "to_incident": Action(
        OPEN | RESOLVED,
        by=RESPONDERS & SUPPORT_TEAM,
        label=N_("Nyatakan insiden"),
        tone="danger",
        asks=(
            Ask(
                "title",
                N_("Judul insiden"),
                max_length=150,
                hint=N_("Tanpa nama pelanggan. Dari tiket keamanan menjadi insiden keamanan yang terbatas."),
            ),
            Ask("severity", N_("Tingkat"), "choice", choices=tuple(SEVERITY_LABELS.items())),
        ),
    ),
}
