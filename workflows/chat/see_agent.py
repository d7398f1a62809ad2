"""Note that an agent has the chats open."""

from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.chat.chat import ChatPresence

SELDOM = timedelta(seconds=20)


def see_agent(session: Session, *, user_id: int, now: datetime) -> None:
    row = insert(ChatPresence).values(user_id=user_id, seen_at=now)
    seen = row.on_conflict_do_update(
        index_elements=[ChatPresence.user_id], set_={"seen_at": now}, where=ChatPresence.seen_at < now - SELDOM
    )
    session.execute(seen)
