"""Published articles and instructions as PDF, drawn once for each version."""

import re

from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.text.markdown import PICTURE_ADDRESS, render_markdown
from app.http.files.storage import keep, storage
from app.jobs.documents.drawing import Waiting, draw_waiting
from app.jobs.documents.page import company_page
from app.jobs.documents.pdf.data_uri import data_uri
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.jobs.documents.pdf.printable_text import printable
from app.models.files.undrawn_file import DrawnKind
from app.models.help.article import Article, ArticlePicture, ArticleVersion
from workflows.documents import store_file
from workflows.help import list_undrawn, store_pdf

_PICTURE = re.compile(rf'src="{PICTURE_ADDRESS}([0-9]{{1,18}})"')


def draw_articles() -> None:
    """RQ job: what is published and has no PDF."""
    draw_waiting(DrawnKind.ARTICLE, _find, _draw)


def _find(session: Session) -> list[Waiting]:
    return [Waiting(version_id, title) for version_id, title in list_undrawn(session)]


def article_page(session: Session, article: Article, version: ArticleVersion) -> str:
    """The HTML, in the article's language; the Markdown is made printable before it becomes markup."""
    with force_locale(article.locale):
        return company_page(
            session,
            "article.html",
            article=article,
            version=version,
            body=_with_pictures(session, str(render_markdown(printable(version.body)).html)),
        )


def _draw(session: Session, drawer: PdfDrawer, one: Waiting) -> None:
    version = session.get_one(ArticleVersion, one.subject_id)
    article = session.get_one(Article, version.article_id)
    content = drawer.draw(article_page(session, article, version))
    stored = store_file(session, keep(content, "application/pdf", f"{article.slug}.pdf"), actor=None)
    store_pdf(session, version_id=version.id, file_id=stored.id)


def _with_pictures(session: Session, written: str) -> Markup:
    """The drawing process reads data: addresses only."""
    ids = {int(one) for one in _PICTURE.findall(written)}
    kept = {one.id: one.file for one in session.scalars(select(ArticlePicture).where(ArticlePicture.id.in_(ids)))}

    def inline(found: re.Match[str]) -> str:
        file = kept.get(int(found[1]))
        if file is None:
            return 'src=""'
        with storage().open(file.storage_key) as content:
            return f'src="{data_uri(content.read(), file.media_type)}"'

    return Markup(_PICTURE.sub(inline, written))  # noqa: S704  what the allow-list left
