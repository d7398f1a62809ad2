"""What an editor fills in, and what of it is kept: every save is a version of its own."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.core.text.cleaning import clear, clear_line
from app.core.text.markdown import LONGEST
from app.models.accounts.user import User
from app.models.help.article import Article, ArticleAddress, ArticleVersion
from app.models.help.article_flow import EDITORS
from app.models.support.ticket import TicketKind

LONGEST_TITLE = 150
_SEPARATORS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """What an editor fills in."""

    title: str
    body: str
    locale: str = "id"
    category_id: int | None = None
    is_internal: bool = False
    ticket_kinds: Sequence[str] = ()
    slug: str = ""  # empty: of the title


def require_text(text: ArticleText, actor: User) -> None:
    if actor.role not in EDITORS:
        raise NotAllowed
    if not 0 < len(clear_line(text.title)) <= LONGEST_TITLE:
        raise Invalid(N_("Isi judul, paling panjang 150 huruf."), field="title")
    if not 0 < len(clear(text.body).strip()) <= LONGEST:
        raise Invalid(N_("Isi teksnya, paling panjang 100.000 huruf."), field="body")
    if set(text.ticket_kinds) - set(TicketKind):
        raise Invalid(N_("Jenis tiket ini tidak ada."), field="ticket_kinds")


def settings_of(text: ArticleText) -> dict[str, object]:
    return {
        "locale": text.locale,
        "category_id": text.category_id,
        "is_internal": text.is_internal,
        "ticket_kinds": sorted(set(text.ticket_kinds)),
    }


def add_version(session: Session, article: Article, actor: User, now: datetime) -> None:
    last = session.scalar(select(func.max(ArticleVersion.number)).where(ArticleVersion.article_id == article.id))
    session.add(
        ArticleVersion(
            article_id=article.id,
            number=(last or 0) + 1,
            title=article.title,
            body=article.body,
            author_id=actor.id,
            created_at=now,
        )
    )
    article.editor_id = actor.id
    session.flush()


def make_slug(words: str) -> str:
    """Lower case ASCII with hyphens; empty when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return _SEPARATORS.sub("-", plain).strip("-")[:120].strip("-")


def find_free_slug(session: Session, words: str, *, besides: int = 0) -> str:
    """An address once given to another article is never given again."""
    wanted = make_slug(words) or "artikel"
    like = select(ArticleAddress.slug).where(
        ArticleAddress.slug.like(f"{wanted}%"), ArticleAddress.article_id != besides
    )
    taken = set(session.scalars(like))
    return next(
        one for one in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if one not in taken
    )


def keep_address(session: Session, article: Article) -> None:
    known = select(ArticleAddress.id).where(ArticleAddress.slug == article.slug)
    if session.scalar(known) is None:
        session.add(ArticleAddress(slug=article.slug, article_id=article.id))
