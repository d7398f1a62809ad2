"""From a draft to what readers get: a second person reads every version."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.help.article import Article
from app.models.help.article_flow import ARTICLE_FLOW
from workflows.transitions import transition


def send_article_back(session: Session, *, article_id: int, actor: User, now: datetime, reason: str) -> Article:
    return transition(session, ARTICLE_FLOW, article_id, "send_back", actor=actor, now=now, details={"reason": reason})
