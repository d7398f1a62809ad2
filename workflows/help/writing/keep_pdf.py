"""The PDF of what is published."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.help.article import Article, ArticleVersion

AT_ONCE = 20


def list_undrawn(session: Session) -> Sequence[int]:
    """Published versions without a PDF."""
    wanted = select(ArticleVersion.id).join(Article, Article.published_version_id == ArticleVersion.id)
    return session.scalars(
        wanted.where(ArticleVersion.pdf_file_id.is_(None)).order_by(ArticleVersion.id).limit(AT_ONCE)
    ).all()


def keep_pdf(session: Session, *, version_id: int, file_id: int) -> None:
    kept = update(ArticleVersion).where(ArticleVersion.id == version_id).values(pdf_file_id=file_id)
    session.execute(kept.execution_options(noted=True))
