"""Articles of the help centre, and what was not found."""

from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from app.api.fields import Choice, Items, Text, Whole
from app.api.plain_resource import plain_resource
from app.api.resource import Filter, Foreign, Resource, Write, exact, one_of, same, yes_no
from app.api.schemas import record_schema
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.markdown import LONGEST
from app.models.accounts.user import User
from app.models.help.article import Article, HelpCategory
from app.models.help.searches import HelpGap
from app.models.support.ticket import SupportTicket, TicketKind
from app.policies.help_words import match_all
from app.policies.visibility import articles_visible_to, support_visible_to
from workflows.help import ArticleText, edit_article, write_article


def _write(session: Session, *, actor: User, now: Any, **given: Any) -> Article:
    return write_article(session, text=ArticleText(**_known(session, given)), actor=actor, now=now)


def _edit(session: Session, *, record: Article, actor: User, now: Any, **given: Any) -> Article:
    """What is not sent stays as it is."""
    kept = ("title", "body", "locale", "category_id", "is_internal", "ticket_kinds")
    values = {name: getattr(record, name) for name in kept} | given
    return edit_article(session, record, text=ArticleText(**_known(session, values)), actor=actor, now=now)


def _known(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    category_id = given.get("category_id")
    if category_id and session.scalar(select(HelpCategory.id).where(HelpCategory.id == category_id)) is None:
        raise Invalid(N_("Kategori ini tidak ada."), field="category_id")
    return given


def _fields(*, required: bool) -> dict[str, Any]:
    blank = {} if not required else {"load_default": None}
    return {
        "title": Text(150, least=1, required=required),
        "body": Text(LONGEST, least=1, required=required),
        "locale": Choice(["id", "en"], **({"load_default": "id"} if required else {})),
        "category_id": Whole(1, allow_none=True, **blank),
        "slug": Text(160, **({"load_default": ""} if required else {})),
        "ticket_kinds": Items(Choice(TicketKind), **({"load_default": list} if required else {})),
    }


def _holds(words: str) -> Any:
    """All words, in the Indonesian stems."""
    query = match_all(words, "id", {})
    return Article.search.op("@@")(func.to_tsquery("simple", query)) if query else true()


ARTICLES = Resource(
    "articles",
    Article,
    record_schema(
        "Article",
        Article,
        (
            "id",
            "title",
            "slug",
            "body",
            "locale",
            "status",
            "category_id",
            "is_internal",
            "owner_id",
            "published_version_id",
            "published_at",
            "review_by_date",
            "translates_id",
            "ticket_id",
            "version",
            "created_at",
        ),
        ticket_kinds=Items(Text(32)),
    ),
    articles_visible_to,
    foreign={
        "ticket_id": Foreign(SupportTicket, support_visible_to),
        "translates_id": Foreign(Article, articles_visible_to),
    },
    filters={
        "status": one_of(Article.status),
        "locale": one_of(Article.locale),
        "category_id": same(Article.category_id),
        "slug": exact(Article.slug, 160),
        "is_internal": yes_no(Article.is_internal.is_(True)),
        "q": Filter(lambda: Text(200, least=1), _holds),
    },
    create=Write(lambda: _fields(required=True), _write),
    edit=Write(lambda: _fields(required=False), _edit),
)
GAPS = plain_resource(
    "help_gaps",
    "HelpGap",
    HelpGap,
    "id words stems locale times last_at status article_id version created_at",
    by=("status", "locale"),
)
