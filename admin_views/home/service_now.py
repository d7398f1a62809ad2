"""Whether the service runs and who is on call, on the home of those who are called."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.home.system_parts import system_sentence
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import TECHNICAL, Role
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import OPEN
from app.models.on_call.schedule import LEVEL_LABELS
from app.policies.visibility import incidents_visible_to
from app.presenters.dates import moment
from workflows.heartbeats import list_parts
from workflows.monitoring import list_checks
from workflows.on_call import list_on_call

READERS = TECHNICAL - {Role.ADMIN}
MOST = 5


def service_now(role: Role, now: datetime) -> list[dict[str, Any]]:
    """Rows of a work list; empty for whoever is not called."""
    if role not in READERS:
        return []
    session = db.session()
    checks, parts = list_checks(session, now=now), list_parts(session, now=now)
    troubled = sum(not part.is_well for part in parts)
    is_well = not troubled and not any(line.is_bad for line in checks)
    on_call = list_on_call(session, at=now)
    names = [f"{LEVEL_LABELS[level]}: {person.name if person else gettext('KOSONG')}" for level, person in on_call]
    is_covered = bool(on_call) and all(person for _level, person in on_call)
    return [
        *_open_incidents(session),
        _row(system_sentence(checks, troubled), "", url_for("monitoring.index"), None if is_well else gettext("Gagal")),
        _row(
            gettext("Siaga sekarang"),
            " · ".join(names) or gettext("Belum ada giliran. Panggilan tidak sampai ke siapa pun."),
            url_for("on_call.index"),
            None if is_covered else gettext("KOSONG"),
        ),
    ]


def _open_incidents(session: Session) -> list[dict[str, Any]]:
    """Those that are not over, the heaviest first."""
    seen = select(Incident).where(Incident.status.in_(OPEN), incidents_visible_to(current_user))
    found = session.scalars(seen.order_by(Incident.severity, Incident.id.desc()).limit(MOST))
    return [
        _row(
            f"{one.number} · {one.title}",
            gettext("Sejak %(at)s.", at=moment(one.impact_started_at)),
            url_for("incidents.details_view", id=one.id),
            str(one.severity),
        )
        for one in found
    ]


def _row(title: str, text: str, href: str, badge: str | None) -> dict[str, Any]:
    return {"title": title, "text": text, "href": href, "badge": badge, "tone": "danger", "meta": ""}
