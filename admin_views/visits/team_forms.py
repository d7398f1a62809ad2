"""Who may be chosen in the forms that change a visit's team."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.flow import Action, Ask
from app.core.i18n import gettext
from app.models.accounts.user import User
from app.models.visits.visit import VisitTicket
from workflows.visits import is_in_area, list_assignable_technicians, list_places, list_team


def with_people(session: Session, visit: VisitTicket, step: Action, *, now: datetime) -> Action:
    """The step with the choices of its `person` fields: the team, or those who could come, nearest first."""
    if not any(ask.kind == "person" for ask in step.asks):
        return step
    team = list_team(session, visit_id=visit.id)
    free = list_assignable_technicians(session, visit=visit, now=now)

    def filled(ask: Ask) -> Ask:
        if ask.kind != "person":
            return ask
        if ask.name == "substitute_id" or len(step.asks) == 1:
            people = [(str(user.id), _described(user, visit)) for user in free]
        else:
            people = [(str(user.id), user.name) for user in team]
        return replace(ask, choices=tuple(people if ask.required else [("", gettext("– antrean dan pool –")), *people]))

    return replace(step, asks=tuple(filled(ask) for ask in step.asks))


def answers_about_team(session: Session, visit_id: int, technician_id: int | None) -> dict[str, Any]:
    """Whoever the link names, else whoever asked to be released, with the reason they gave."""
    held = [place for place in list_places(session, visit_id=visit_id) if place.released_at is None]
    asking = [place for place in held if place.technician_id == technician_id or place.release_asked_at is not None]
    named = [place for place in asking if place.technician_id == technician_id]
    place = next(iter(named or asking), None)
    return {"technician_id": place.technician_id, "note": ""} if place else {}


def _described(user: User, visit: VisitTicket) -> str:
    """`Budi (Kota Bandung)`; somebody from elsewhere is marked."""
    if not user.home_area:
        return user.name
    near = is_in_area(user.home_area, visit.site)
    return (
        f"{user.name} ({user.home_area})"
        if near
        else gettext("%(name)s (%(area)s, luar wilayah)", name=user.name, area=user.home_area)
    )
