"""Whether somebody takes tickets at the moment."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.support.settings.agent import SupportAgent
from app.models.support.settings.service_plan import SupportSettings


def is_on_duty(session: Session, user_id: int) -> bool:
    """Whether a ticket that comes back may stay with this person; anybody while the desk assigns by hand."""
    settings = session.get(SupportSettings, 1)
    if settings is None or not settings.assigns_itself:
        return True
    return bool(session.scalar(select(exists().where(SupportAgent.user_id == user_id, SupportAgent.on_duty))))
