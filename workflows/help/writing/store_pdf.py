"""The PDF of what is published."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.help.article import Article, ArticleStatus, ArticleVersion


def list_undrawn(session: Session) -> Sequence[tuple[int, str]]:
    """What readers see and has no PDF: the version's id and the article's title."""
    wanted = select(ArticleVersion.id, Article.title).join(Article, Article.published_version_id == ArticleVersion.id)
    undrawn = wanted.where(ArticleVersion.pdf_file_id.is_(None), Article.status != ArticleStatus.ARCHIVED)
    return [(version_id, title) for version_id, title in session.execute(undrawn.order_by(ArticleVersion.id))]


def store_pdf(session: Session, *, version_id: int, file_id: int) -> None:
    kept = update(ArticleVersion).where(ArticleVersion.id == version_id).values(pdf_file_id=file_id)
    session.execute(kept.execution_options(noted=True))
