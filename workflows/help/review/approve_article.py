"""From a draft to what readers get: a second person reads every version."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.help.article import Article, ArticleVersion
from app.models.help.article_flow import ARTICLE_FLOW
from workflows.help.review.index_article import index_article
from workflows.transitions import transition


def approve_article(
    session: Session,
    *,
    article_id: int,
    actor: User,
    now: datetime,
    publish_at: datetime | None = None,
    review_by: date | None = None,
) -> Article:
    """The newest version becomes what readers get, at once or, the first time, on a later day."""
    held = session.get_one(Article, article_id, with_for_update=True, populate_existing=True)  # nobody edits it now
    newest, before = _newest(session, article_id), held.published_at
    if publish_at is not None and before is not None and before <= now and publish_at > now:
        raise Invalid(N_("Artikel ini sudah terbit, jadi versi baru terbit sekarang juga."), field="publish_at")
    from_then = before if before is not None and before <= now else max(publish_at or now, now)
    article: Article = transition(
        session,
        ARTICLE_FLOW,
        article_id,
        "approve",
        actor=actor,
        now=now,
        published_version_id=newest.id,
        published_at=from_then,
        review_by_date=review_by,
    )
    approved = update(ArticleVersion).where(ArticleVersion.id == newest.id)
    session.execute(approved.values(approved_by_id=actor.id, approved_at=now).execution_options(noted=True))
    index_article(session, article_id, newest, article.locale)
    return article


def _newest(session: Session, article_id: int) -> ArticleVersion:
    versions = select(ArticleVersion).where(ArticleVersion.article_id == article_id)
    return session.scalars(versions.order_by(ArticleVersion.number.desc()).limit(1)).one()
