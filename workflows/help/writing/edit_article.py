"""A new version of an article; readers keep the published one."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear, clear_line
from app.models.accounts.user import User
from app.models.help.article import Article, ArticleStatus
from app.models.help.article_flow import ARTICLE_FLOW
from workflows.help.writing.article_text import (
    ArticleText,
    add_version,
    find_free_slug,
    keep_address,
    require_text,
    settings_of,
)
from workflows.transitions import transition

FOR_STAFF = N_(
    "Petunjuk ini terbit untuk staf saja. Arsipkan dan kembalikan sebagai konsep dulu, agar orang kedua meninjaunya "
    "sebelum dibaca semua orang."
)


def edit_article(session: Session, article: Article, *, text: ArticleText, actor: User, now: datetime) -> Article:
    """A changed text goes back to draft; readers keep what is published. The caller holds the row."""
    require_text(text, actor)
    if article.status == ArticleStatus.ARCHIVED:
        raise Invalid(N_("Artikel ini diarsipkan. Kembalikan dulu sebagai konsep."), field="title")
    title, body = clear_line(text.title), clear(text.body).strip()
    if article.is_internal and not text.is_internal and article.published_version_id is not None:
        raise Invalid(FOR_STAFF, field="is_internal")
    changed = (article.title, article.body) != (title, body)
    for name, value in settings_of(text).items():
        setattr(article, name, value)
    if text.slug and text.slug != article.slug:
        article.slug = find_free_slug(session, text.slug, besides=article.id)
        keep_address(session, article)
    article.title, article.body = title, body
    session.flush()
    if changed:
        article = transition(session, ARTICLE_FLOW, article.id, "edit", actor=None, now=now)
        add_version(session, article, actor, now)
    return article
