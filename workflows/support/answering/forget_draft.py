"""Forget what somebody had begun to write."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.support.messages import SupportDraft


def forget_draft(session: Session, *, ticket_id: int, user_id: int, composer: str) -> None:
    session.execute(
        delete(SupportDraft).where(
            SupportDraft.ticket_id == ticket_id, SupportDraft.user_id == user_id, SupportDraft.composer == composer
        )
    )
