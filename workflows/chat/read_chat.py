"""Reading a chat, and who is there."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.core.identifiers import sha256
from app.models.accounts.user import User, UserStatus
from app.models.chat.chat import Chat, ChatMessage, ChatPresence, ChatSite
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.policies.service_levels.working_time import is_working
from workflows.support import get_desk_calendar

PRESENT = timedelta(seconds=60)
AT_ONCE = 200
SECRET_LIVES = timedelta(days=1)  # after the end of its chat


def find_chat(session: Session, *, token: str, now: datetime) -> Chat | None:
    """By the secret of the visitor's browser, which ends a day after the chat; a browser may be shared."""
    lives = or_(Chat.ended_at.is_(None), Chat.ended_at > now - SECRET_LIVES)
    wanted = select(Chat).where(Chat.token_sha256 == sha256(token), lives)
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def find_message(session: Session, *, chat_id: int, client_id: str) -> ChatMessage | None:
    wanted = select(ChatMessage).where(ChatMessage.chat_id == chat_id, ChatMessage.client_id == client_id)
    return session.scalars(wanted).one_or_none()


def list_messages(session: Session, *, chat_id: int, after: int = 0) -> Sequence[ChatMessage]:
    """In order, those after this id."""
    wanted = select(ChatMessage).where(ChatMessage.chat_id == chat_id, ChatMessage.id > after)
    loads = wanted.options(joinedload(ChatMessage.author)).order_by(ChatMessage.id).limit(AT_ONCE)
    return session.scalars(loads).all()


def list_present(session: Session, *, now: datetime) -> list[int]:
    """Who of the desk has the chats open."""
    here = (
        select(ChatPresence.user_id)
        .join(User, User.id == ChatPresence.user_id)
        .where(ChatPresence.seen_at > now - PRESENT, User.status == UserStatus.ACTIVE, User.role.in_(SUPPORT_TEAM))
    )
    return list(session.scalars(here.order_by(ChatPresence.user_id)))


def is_online(session: Session, *, now: datetime) -> bool:
    """Within the desk's hours, and somebody is there. Without a calendar people alone decide."""
    calendar = get_desk_calendar(session)
    return (calendar is None or is_working(calendar, now)) and bool(list_present(session, now=now))


def list_allowed_origins(session: Session) -> list[str]:
    """Sites that may show the widget."""
    return list(session.scalars(select(ChatSite.origin).where(ChatSite.is_active).order_by(ChatSite.id)))
