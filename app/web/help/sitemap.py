"""Which public pages search engines may read."""

from xml.sax.saxutils import escape

from flask import Response, current_app, url_for
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.models.help.article import Article, ArticleVersion
from app.web.help.blueprint import blueprint
from workflows.help import is_readable

MOST = 50_000  # addresses of one file, as sitemaps.org says


@blueprint.get("/sitemap.xml")
@public()
def sitemap() -> Response:
    shown = select(Article.slug, ArticleVersion.created_at).join(
        ArticleVersion, ArticleVersion.id == Article.published_version_id
    )
    rows = db.session.execute(
        shown.where(is_readable(utc_now()), Article.is_internal.is_(False)).order_by(Article.id).limit(MOST)
    )
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    lines = [
        f"<url><loc>{escape(base + url_for('.article', slug=row.slug))}</loc>"
        f"<lastmod>{row.created_at.date().isoformat()}</lastmod></url>"
        for row in rows
    ]
    page = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(lines)}</urlset>\n'
    return Response(page, mimetype="application/xml", headers={"Cache-Control": "public, max-age=3600"})
