"""Stop the status page's news to a chat."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.status.subscriber import StatusSubscriber


def forget_chat(session: Session, *, contact_id: int | None = None, chat_id: int | None = None) -> bool:
    """The chat's owner wants no news any more, or blocked us; whether it had any."""
    chat = {"contact_id": contact_id} if contact_id is not None else {"chat_id": chat_id}
    gone = delete(StatusSubscriber).filter_by(**chat).returning(StatusSubscriber.id)
    return session.scalar(gone) is not None
