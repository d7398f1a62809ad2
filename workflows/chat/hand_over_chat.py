"""Hand a chat to a colleague."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.chat.chat import CHAT_FLOW, Chat
from app.models.support.ticket_steps import SUPPORT_TEAM
from workflows.transitions import transition


def hand_over_chat(session: Session, *, chat_id: int, actor: User, now: datetime, agent_id: int) -> Chat:
    """To somebody of the desk."""
    fit = select(User.id).where(User.id == agent_id, User.status == UserStatus.ACTIVE, User.role.in_(SUPPORT_TEAM))
    if session.scalar(fit.with_for_update(read=True)) is None:
        raise Invalid(N_("Pilih rekan yang menjawab tiket."), field="agent_id")
    return transition(session, CHAT_FLOW, chat_id, "hand_over", actor=actor, now=now, agent_id=agent_id)
