"""A reader reports a post."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.text.cleaning import clear_line
from app.models.accounts.user import User
from app.models.forum.forum import ForumPost, ForumReport


def report_post(session: Session, *, post_id: int, actor: User, reason: str) -> None:
    """Once for each reader; moderators see how many."""
    row = insert(ForumReport).values(post_id=post_id, reporter_id=actor.id, reason=clear_line(reason)[:300])
    if session.scalar(row.on_conflict_do_nothing().returning(ForumReport.id)) is not None:
        counted = update(ForumPost).where(ForumPost.id == post_id).values(reports=ForumPost.reports + 1)
        session.execute(counted.execution_options(noted=True, synchronize_session=False))
