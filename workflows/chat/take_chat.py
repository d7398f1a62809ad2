"""Take a waiting chat."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.chat.chat import CHAT_FLOW, Chat
from workflows.transitions import transition


def take_chat(session: Session, *, chat_id: int, actor: User, now: datetime) -> Chat:
    """Of several at once the first gets it."""
    return transition(session, CHAT_FLOW, chat_id, "take", actor=actor, now=now, agent_id=actor.id, taken_at=now)
