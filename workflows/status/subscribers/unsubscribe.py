"""Stop the status page's e-mails to an address."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.status.subscriber import StatusSubscriber


def unsubscribe(session: Session, *, subscriber_id: int) -> None:
    """The address is forgotten; twice is as good as once."""
    session.execute(delete(StatusSubscriber).where(StatusSubscriber.id == subscriber_id))
