"""Take up work again that was thought finished."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import ActionItem, Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.transitions import transition


def reopen_action_item(
    session: Session, *, incident_id: int, actor: User, now: datetime, item: int, reason: str
) -> Incident:
    """Its owner is reminded of it as before. Raises NotFound for what is no finished item of the incident."""
    details = {"item": item, "reason": reason}
    incident: Incident = transition(
        session, INCIDENT_FLOW, incident_id, "reopen_item", actor=actor, now=now, details=details
    )
    mine = update(ActionItem).where(
        ActionItem.id == item, ActionItem.incident_id == incident_id, ActionItem.done_at.is_not(None)
    )
    title = session.scalar(mine.values(done_at=None, reminded_at=None).returning(ActionItem.title))
    if title is None:
        raise NotFound
    session.expire_all()
    write_entry(
        session,
        incident,
        N_("Tindak lanjut dibuka kembali: %(title)s. %(reason)s", title=title, reason=reason),
        actor=actor,
        now=now,
    )
    return incident
