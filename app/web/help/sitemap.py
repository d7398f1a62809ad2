"""Which public pages search engines may read."""

from xml.sax.saxutils import escape

from flask import Response, current_app, url_for
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.models.forum.forum import ForumQuestion
from app.models.help.article import Article, ArticleVersion
from app.web.help.blueprint import blueprint
from workflows.help import is_readable

MOST, MOST_ARTICLES = 50_000, 5_000  # addresses of one file, as sitemaps.org says; so many of them for articles


@blueprint.get("/sitemap.xml")
@public()
def sitemap() -> Response:
    shown = select(Article.slug, ArticleVersion.created_at).join(
        ArticleVersion, ArticleVersion.id == Article.published_version_id
    )
    rows = db.session.execute(
        shown.where(is_readable(utc_now()), Article.is_internal.is_(False)).order_by(Article.id).limit(MOST_ARTICLES)
    )
    questions = select(ForumQuestion.id, ForumQuestion.last_at).where(ForumQuestion.is_shown)
    asked = db.session.execute(questions.order_by(ForumQuestion.id).limit(MOST - MOST_ARTICLES)).all()
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    pages = [(url_for(".article", slug=row.slug), row.created_at) for row in rows]
    pages += [(url_for("forum_pages.question", question_id=row.id), row.last_at) for row in asked]
    lines = [
        f"<url><loc>{escape(base + path)}</loc><lastmod>{changed_at.date().isoformat()}</lastmod></url>"
        for path, changed_at in pages
    ]
    page = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(lines)}</urlset>\n'
    return Response(page, mimetype="application/xml", headers={"Cache-Control": "public, max-age=3600"})
