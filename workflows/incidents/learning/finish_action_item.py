"""Finish work that followed from an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import ActionItem, Incident
from workflows.incident_timeline import write_entry
from workflows.transitions import note


def finish_action_item(session: Session, *, item_id: int, incident_id: int, actor: User, now: datetime) -> ActionItem:
    item = session.get(ActionItem, item_id, with_for_update=True, populate_existing=True)
    if item is None or item.incident_id != incident_id:
        raise NotFound
    if item.done_at is None:
        item.done_at = now
        note(session, "action_items", item.id, "finished", actor=actor, now=now)
        incident = session.get_one(Incident, incident_id)
        write_entry(session, incident, N_("Tindak lanjut selesai: %(title)s", title=item.title), actor=actor, now=now)
    session.flush()
    return item
