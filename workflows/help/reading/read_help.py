"""What readers of the help centre see."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from app.models.help.article import Article, ArticleAddress, ArticleVote, HelpCategory
from app.models.support.ticket import TicketKind
from workflows.help.reading.find_articles import is_readable

POPULAR = 6
BESIDE = 5


def in_language(locale: str) -> ColumnElement[bool]:
    """An article in this language, or one that is not said in it."""
    other = aliased(Article)
    statement = select(other.id).where(
        other.published_version_id.is_not(None),
        or_(other.translates_id == Article.id, and_(Article.translates_id == other.id)),
    )
    return or_(Article.locale == locale, ~statement.exists())


def list_help(session: Session, *, locale: str, now: datetime) -> list[tuple[HelpCategory | None, list[Article]]]:
    """Public articles by category; those without one last."""
    shown = _public(now)
    wanted = select(Article).where(shown, in_language(locale)).options(joinedload(Article.published))
    by_category: dict[int | None, list[Article]] = {}
    for article in session.scalars(wanted.order_by(Article.title)):
        by_category.setdefault(article.category_id, []).append(article)
    categories = session.scalars(select(HelpCategory).order_by(HelpCategory.position, HelpCategory.name)).all()
    found: list[tuple[HelpCategory | None, list[Article]]] = [
        (category, by_category[category.id]) for category in categories if category.id in by_category
    ]
    return [*found, (None, by_category[None])] if None in by_category else found


def list_popular(session: Session, *, locale: str, now: datetime) -> Sequence[Article]:
    """Those that helped most readers."""
    helped = select(func.count()).where(ArticleVote.article_id == Article.id, ArticleVote.helpful).scalar_subquery()
    wanted = select(Article).where(_public(now), in_language(locale)).options(joinedload(Article.published))
    return session.scalars(wanted.order_by(helped.desc(), Article.id).limit(POPULAR)).all()


def list_beside_ticket(session: Session, *, kind: TicketKind, now: datetime) -> Sequence[Article]:
    """Instructions and articles for tickets of this kind, instructions first."""
    wanted = select(Article).where(is_readable(now), Article.ticket_kinds.contains([kind]))
    return session.scalars(wanted.order_by(Article.is_internal.desc(), Article.title).limit(BESIDE)).all()


def find_by_address(session: Session, *, slug: str, internal: bool, now: datetime) -> Article | None:
    """The article that has or had this address; one for staff only if `internal`."""
    wanted = (
        select(Article)
        .join(ArticleAddress, ArticleAddress.article_id == Article.id)
        .where(ArticleAddress.slug == slug, is_readable(now), true() if internal else Article.is_internal.is_(False))
        .options(joinedload(Article.published), joinedload(Article.category))
    )
    return session.scalars(wanted).one_or_none()


def find_translation(session: Session, article: Article, *, now: datetime) -> Article | None:
    """The same article in the other language, if readers get it."""
    wanted = select(Article).where(
        is_readable(now), or_(Article.translates_id == article.id, Article.id == article.translates_id)
    )
    return session.scalars(wanted).first()


def _public(now: datetime) -> ColumnElement[bool]:
    return and_(is_readable(now), Article.is_internal.is_(False))
