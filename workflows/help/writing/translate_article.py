"""The English draft of an Indonesian article."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.help.article import Article
from app.models.help.article_flow import ARTICLE_FLOW, HasTranslation
from workflows.help.writing.article_text import ArticleText
from workflows.help.writing.write_article import write_article
from workflows.transitions import transition


def translate_article(session: Session, *, article_id: int, actor: User, now: datetime) -> Article:
    """Begins with the Indonesian text; its pictures are shared. Returns the draft."""
    article: Article = transition(session, ARTICLE_FLOW, article_id, "translate", actor=actor, now=now)
    if session.scalar(select(Article.id).where(Article.translates_id == article_id)) is not None:
        raise HasTranslation
    text = ArticleText(
        title=article.title,
        body=article.body,
        locale="en",
        category_id=article.category_id,
        is_internal=article.is_internal,
        ticket_kinds=article.ticket_kinds,
        slug=f"{article.slug}-en",
    )
    return write_article(session, text=text, actor=actor, now=now, translates_id=article_id)
