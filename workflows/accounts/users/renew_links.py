"""New signed addresses for a person: the calendar of their shifts, and the links of calls that were sent."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.transitions import note


def renew_links(session: Session, *, actor: User, now: datetime) -> None:
    """The former ones open nothing from now on."""
    session.execute(
        update(User).where(User.id == actor.id).values(links_version=User.links_version + 1),
        execution_options={"synchronize_session": False},
    )
    note(session, User.__tablename__, actor.id, "links_renewed", actor=actor, now=now)
