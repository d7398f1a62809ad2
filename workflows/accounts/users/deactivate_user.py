"""Deactivate a user."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.accounts.user_flow import RELEASE_PLACES, USER_FLOW
from app.models.support.monthly import ReportRecipient
from app.models.visits.assignment import QueueEntry, QueueStatus
from app.models.visits.release import ReleaseReason
from workflows.accounts.users.held_tickets import held_tickets
from workflows.authentication.sessions import close_every_way_in
from workflows.teams import release_every_place
from workflows.transitions import transition


class StillPlaced(DomainError):
    """The person holds places that somebody must take over first."""

    code = "still_placed"


def deactivate_user(session: Session, *, user_id: int, actor: User, now: datetime, places: str | None = None) -> User:
    """Closes every way in; refused while the technician holds places on visits that are not over.

    With `places` RELEASE they go back to the waiting lists and the pool instead.
    """
    user: User = transition(session, USER_FLOW, user_id, "deactivate", actor=actor, now=now)
    close_every_way_in(session, user=user, actor=actor, now=now)
    if places == RELEASE_PLACES:
        release_every_place(session, technician=user, why=ReleaseReason.DEACTIVATED, actor=actor, now=now)
    refuse_placed(session, user)
    waiting = update(QueueEntry).where(QueueEntry.technician_id == user_id, QueueEntry.status == QueueStatus.WAITING)
    session.execute(waiting.values(status=QueueStatus.LEFT))
    _stop_reports(session, user, now)
    return user


def _stop_reports(session: Session, user: User, now: datetime) -> None:
    """Nothing of the desk's figures goes to the address of somebody who has left."""
    theirs = select(ReportRecipient).where(
        ReportRecipient.email == func.lower(user.email), ReportRecipient.stopped_at.is_(None)
    )
    for one in session.scalars(theirs.with_for_update().execution_options(populate_existing=True)):
        one.stopped_at = now
    session.flush()


def refuse_placed(session: Session, user: User) -> None:
    tickets = held_tickets(session, user_id=user.id)
    if tickets:
        raise StillPlaced(
            N_(
                "%(name)s masih memegang tempat di tiket %(tickets)s. Ganti atau lepas teknisinya dulu.",
                name=user.name,
                tickets=", ".join(tickets),
            ),
            tickets=tickets,
        )
