"""Note that a visitor's page is open."""

from datetime import datetime, timedelta

from sqlalchemy import literal, or_, update
from sqlalchemy.orm import Session

from app.models.chat.chat import Chat

SELDOM = timedelta(seconds=20)  # a row is written at most so often


def see_visitor(session: Session, *, chat_id: int, now: datetime, typing: bool = False) -> None:
    seen = update(Chat).where(Chat.id == chat_id, or_(literal(typing), Chat.visitor_seen_at < now - SELDOM))
    values = {"visitor_seen_at": now} | ({"visitor_typing_at": now} if typing else {})
    session.execute(seen.values(**values).execution_options(noted=True, synchronize_session=False))
