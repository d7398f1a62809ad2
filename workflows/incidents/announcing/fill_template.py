"""The words of a template with what the incident says."""

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.incidents.incident import Incident
from app.models.incidents.update_template import UpdateTemplate
from app.models.status.status_page import StatusComponent

VARIABLES = ("judul", "layanan", "mulai", "nomor")
_MARK = re.compile(r"\{(\w*)\}")


def require_known_marks(text: str, *, field: str) -> None:
    """Raises Invalid for a mark that nothing fills."""
    strange = sorted(set(_MARK.findall(text)) - {*VARIABLES})
    if strange:
        raise Invalid(N_("Tidak dikenal: {%(name)s}.", name=strange[0]), field=field)


def fill_template(session: Session, text: str, incident: Incident, *, zone: ZoneInfo, english: bool = False) -> str:
    """Every mark once; what a value itself holds is left as it is."""
    title = incident.title_en or incident.title if english else incident.title
    component = _component(session, incident.component, "en" if english else "id")
    at = incident.impact_started_at.astimezone(zone)
    values = {
        "judul": title,
        "layanan": component or ("our service" if english else "layanan kami"),
        "mulai": f"{at:%H:%M %Z}" if english else f"{at:%H.%M %Z}",
        "nomor": incident.number,
    }
    return _MARK.sub(lambda found: values.get(found[1], found[0]), text)


def _component(session: Session, name: str, locale: str) -> str:
    """As the status page calls it."""
    found = session.scalars(select(StatusComponent).where(StatusComponent.name == name)).one_or_none()
    return found.name_in(locale) if found else name


def list_templates(session: Session) -> Sequence[UpdateTemplate]:
    """In the order in which they are offered."""
    return session.scalars(select(UpdateTemplate).order_by(UpdateTemplate.position, UpdateTemplate.id)).all()
