"""Change the people of a rotation."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.models.on_call.schedule import OnCallLayer
from app.policies.company_time import company_zone
from workflows.on_call.rotation import with_people
from workflows.on_call.who import rotation_of


def change_people(session: Session, *, layer: OnCallLayer, people: Sequence[int], now: datetime) -> OnCallLayer:
    """Whoever is on call now stays so, as long as they are in the list."""
    zone = ZoneInfo(company_zone(session))
    if list(people) != list(layer.people):
        changed = with_people(rotation_of(layer, zone), list(people), now=now)
        layer.people, layer.started_at = list(changed.people), changed.start.replace(tzinfo=zone)
    layer.version += 1
    session.flush()
    return layer
