"""Take an address out of the status page's news, for its owner."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.status.subscriber import StatusSubscriber
from workflows.transitions import note


def remove_subscriber(session: Session, *, subscriber_id: int, actor: User, now: datetime) -> None:
    """The audit log says who did it, without the address. Raises NotFound."""
    gone = delete(StatusSubscriber).where(StatusSubscriber.id == subscriber_id).returning(StatusSubscriber.id)
    if session.scalar(gone) is None:
        raise NotFound
    note(session, "status_subscribers", subscriber_id, "deleted", actor=actor, now=now)
