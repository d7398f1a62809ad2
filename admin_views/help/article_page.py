"""What the page of one article shows beside its transitions."""

from difflib import unified_diff
from typing import Any

from flask import request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from admin_views.framework.records.links import record_link
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.core.text.markdown import render_markdown
from app.models.help.article import Article, ArticlePicture, ArticleVersion, ArticleVote, HelpCategory
from app.models.support.ticket import KIND_LABELS, TicketKind
from app.presenters.dates import day, moment
from workflows.help import count_votes

SHOWN = 20
MOST_LINES = 5000  # compared of each version: the time grows with the square


def categories(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(
        select(HelpCategory.id, HelpCategory.name).order_by(HelpCategory.position, HelpCategory.name)
    )
    return [(str(row.id), row.name) for row in rows]


def sections(session: Session, article: Article) -> list[dict[str, Any]]:
    helped, not_helped = count_votes(session, article_id=article.id)
    ticket = article.ticket
    rows = [
        (gettext("Kategori"), article.category.name if article.category else None),
        (gettext("Alamat halaman"), f"/help/{article.slug}"),
        (gettext("Pembaca"), gettext("Hanya staf") if article.is_internal else gettext("Semua orang")),
        (gettext("Di samping tiket"), ", ".join(str(KIND_LABELS[TicketKind(one)]) for one in article.ticket_kinds)),
        (gettext("Pemilik"), article.owner.name if article.owner else None),
        (gettext("Terbit pada"), moment(article.published_at) if article.published_at else None),
        (gettext("Tinjau sebelum"), day(article.review_by_date) if article.review_by_date else None),
        (gettext("Terjemahan dari"), _linked(article.translates)),
        (gettext("Dari tiket"), record_link(ticket)),
        (gettext("Membantu"), gettext("%(yes)s ya, %(no)s tidak", yes=helped, no=not_helped)),
    ]
    return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] not in {None, ""}]}]


def extras(session: Session, article: Article) -> dict[str, Any]:
    pictures = select(ArticlePicture).where(ArticlePicture.article_id == article.id).order_by(ArticlePicture.id)
    reasons = select(ArticleVote).where(ArticleVote.article_id == article.id, ArticleVote.reason != "")
    return {
        "facts_beside": True,
        "page": render_markdown(article.body),
        "versions": _versions(session, article),
        "diff_url": url_for(".diff", article_id=article.id),
        "pictures": session.scalars(pictures).all(),
        "reasons": session.scalars(reasons.order_by(ArticleVote.id.desc()).limit(SHOWN)).all(),
    }


def diff_page(session: Session, article: Article) -> dict[str, Any]:
    """The lines of two versions: what was taken out, what came in."""
    versions = _versions(session, article)
    numbers = {version.number: version for version in versions}
    newest = versions[0].number
    new = numbers.get(read_id(request.args.get("to", "")) or newest, versions[0])
    old = numbers.get(read_id(request.args.get("from", "")) or new.number - 1)
    before = [] if old is None else [old.title, "", *old.body.splitlines()][:MOST_LINES]
    after = [new.title, "", *new.body.splitlines()][:MOST_LINES]
    lines = list(unified_diff(before, after, lineterm="", n=2))[2:]
    return {"versions": versions, "old": old, "new": new, "lines": [(line[:1], line[1:]) for line in lines]}


def _versions(session: Session, article: Article) -> list[ArticleVersion]:
    wanted = select(ArticleVersion).where(ArticleVersion.article_id == article.id)
    loads = (joinedload(ArticleVersion.author), joinedload(ArticleVersion.approved_by))
    return list(session.scalars(wanted.options(*loads).order_by(ArticleVersion.number.desc())))


def _linked(article: Article | None) -> Any:
    return record_link(article, article.title) if article else None
