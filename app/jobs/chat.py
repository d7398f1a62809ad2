"""Chats whose visitor went away."""

import structlog

from app.core.clock import utc_now
from app.core.db import transaction
from app.core.errors import DomainError
from workflows.chat import leave_chat, list_left

log = structlog.get_logger()


def end_left_chats() -> None:
    """RQ job: each becomes a ticket. One that somebody ends at the same moment is left as it is."""
    with transaction() as session:
        left = list_left(session, now=utc_now())
    for chat_id in left:
        try:
            with transaction() as session:
                leave_chat(session, chat_id=chat_id, now=utc_now())
        except DomainError:
            log.info("chat.ended_meanwhile", chat_id=chat_id)
