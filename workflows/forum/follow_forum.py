"""Follow a question, a tag or a category, or stop following."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.forum.forum import ForumFollow


def follow_forum(
    session: Session,
    *,
    actor: User,
    question_id: int | None = None,
    category_id: int | None = None,
    tag: str | None = None,
    on: bool = True,
) -> None:
    what = {"question_id": question_id, "category_id": category_id, "tag": tag}
    same = [getattr(ForumFollow, name) == value for name, value in what.items() if value is not None]
    session.execute(delete(ForumFollow).where(ForumFollow.user_id == actor.id, *same).execution_options(noted=True))
    if on:
        session.add(ForumFollow(user_id=actor.id, **what))
        session.flush()
