"""A picture for an article."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.help.article import Article, ArticlePicture
from app.models.help.article_flow import ARTICLE_FLOW
from workflows.transitions import transition


def add_picture(session: Session, *, article_id: int, actor: User, now: datetime, file_id: int) -> Article:
    """The text names it by its id."""
    article: Article = transition(session, ARTICLE_FLOW, article_id, "add_picture", actor=actor, now=now)
    session.add(ArticlePicture(article_id=article_id, file_id=file_id))
    session.flush()
    return article
