"""Turn unanswered questions into tickets."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.forum.forum import ForumQuestion
from workflows.forum.leading_on.open_ticket_of_question import open_ticket_of_question

UNANSWERED = timedelta(hours=48)
AT_ONCE = 20


def forward_unanswered(session: Session, *, now: datetime) -> int:
    """Questions that nobody but who asked has answered for two days become tickets; how many did."""
    waiting = (
        select(ForumQuestion.id)
        .where(
            ForumQuestion.is_shown,
            ~ForumQuestion.is_answered,
            ForumQuestion.accepted_id.is_(None),
            ForumQuestion.ticket_id.is_(None),
            ForumQuestion.duplicate_of_id.is_(None),
            ForumQuestion.created_at < now - UNANSWERED,
        )
        .order_by(ForumQuestion.created_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)  # of one that somebody is deciding about now, the next run knows
    )
    found = session.scalars(waiting).all()
    for question_id in found:
        open_ticket_of_question(session, question_id, now=now)
    return len(found)
