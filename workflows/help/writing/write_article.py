"""A new article."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.text.cleaning import clear, clear_line
from app.models.accounts.user import User
from app.models.help.article import Article, ArticleAddress
from workflows.help.writing.article_text import ArticleText, add_version, find_free_slug, require_text, settings_of
from workflows.transitions import note


def write_article(
    session: Session,
    *,
    text: ArticleText,
    actor: User,
    now: datetime,
    ticket_id: int | None = None,
    translates_id: int | None = None,
) -> Article:
    """A draft with its first version."""
    require_text(text, actor)
    title = clear_line(text.title)
    article = Article(
        title=title,
        slug=find_free_slug(session, text.slug or title),
        body=clear(text.body).strip(),
        owner_id=actor.id,
        ticket_id=ticket_id,
        translates_id=translates_id,
        created_at=now,
        **settings_of(text),
    )
    session.add(article)
    session.flush()
    session.add(ArticleAddress(slug=article.slug, article_id=article.id))
    add_version(session, article, actor, now)
    note(session, "help_articles", article.id, "created", actor=actor, now=now, title=["", title])
    return article
