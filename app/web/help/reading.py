"""Looking for articles and reading them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.core.text.markdown import render_markdown
from app.http.auth.access import public
from app.http.files.downloads import send_stored
from app.http.forms.submission import submit
from app.http.pages.language import choose_locale
from app.http.security.anonymous_rate_limits import allows
from app.models.help.article import Article, ArticlePicture
from app.policies.visibility import articles_visible_to
from app.web.help.blueprint import SEARCHED_IN_AN_HOUR, VOTED_IN_AN_HOUR, blueprint, reader_key, reads_internal
from workflows.help import (
    find_articles,
    find_by_address,
    find_translation,
    is_readable,
    list_help,
    list_popular,
    note_click,
    note_search,
    vote_on_article,
)

SUGGESTED = 4


@blueprint.get("/help")
@public()
def index() -> ResponseReturnValue:
    """Categories, or what `q` finds."""
    words, locale, session, now = _words("q"), choose_locale(), db.session(), utc_now()
    found, search_id = None, None
    if words and allows("help-search", most=SEARCHED_IN_AN_HOUR):
        found = find_articles(session, words, locale, now=now, internal=reads_internal())
        count = 0 if found.nearest else len(found.articles)
        with transaction() as writing:
            search_id = note_search(writing, words=words, locale=locale, found=count, now=now)
    return render_template(
        "help/index.html",
        words=words,
        found=found,
        search_id=search_id,
        groups=list_help(session, locale=locale, now=now),
        popular=list_popular(session, locale=locale, now=now),
        locale=locale,
    )


@blueprint.get("/help/suggest")
@public()
def suggest() -> ResponseReturnValue:
    """Articles that fit a subject while it is typed."""
    words = _words("words")
    found: Any = ()
    if words and allows("help-suggest", most=SEARCHED_IN_AN_HOUR):
        found = find_articles(db.session(), words, choose_locale(), now=utc_now(), most=SUGGESTED).articles
    return render_template("help/_suggest.html", found=found)


@blueprint.get("/help/picture/<int:picture_id>")
@public()
def picture(picture_id: int) -> ResponseReturnValue:
    """Of an article that its reader may read."""
    wanted = select(ArticlePicture).join(Article).where(ArticlePicture.id == picture_id)
    if current_user.is_authenticated:
        wanted = wanted.where(articles_visible_to(current_user))
    else:
        wanted = wanted.where(is_readable(utc_now()), Article.is_internal.is_(False))
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return send_stored(found.file, f"artikel-{picture_id}", inline=True)


@blueprint.get("/help/<slug>")
@public()
def article(slug: str) -> ResponseReturnValue:
    found = _article(slug)
    search_id = read_id(request.args.get("s", ""))
    if search_id is not None:
        with transaction() as session:
            note_click(session, search_id=search_id, article_id=found.id)
    if found.slug != slug:
        return redirect(url_for(".article", slug=found.slug), 301)
    return _page(found)


@blueprint.get("/help/<slug>.pdf")
@public()
def pdf(slug: str) -> ResponseReturnValue:
    """Drawn a few minutes after it is published."""
    found = _article(slug)
    if found.published is None or found.published.pdf is None:
        raise NotFound
    return send_stored(found.published.pdf, found.slug, inline=True)


@blueprint.post("/help/<slug>/vote")
@public()
def vote(slug: str) -> ResponseReturnValue:
    found = _article(slug)
    helpful, reason = request.form.get("helpful") == "yes", request.form.get("reason", "").replace("\x00", "")
    if not allows("help-vote", most=VOTED_IN_AN_HOUR):
        flash(gettext("Dari jaringan ini baru saja banyak penilaian. Coba lagi nanti."), "warning")
        return _page(found, reason), 429

    def work(session: Any) -> dict[str, Any]:
        vote_on_article(session, article_id=found.id, reader=reader_key(), helpful=helpful, reason=reason)
        return {"id": found.id}

    submit(work)
    flash(gettext("Terima kasih, sudah kami catat."), "success")
    return redirect(url_for(".article", slug=found.slug), 303)


def _article(slug: str) -> Article:
    found = find_by_address(db.session(), slug=slug[:160], internal=reads_internal(), now=utc_now())
    if found is None:
        raise NotFound
    return found


def _page(found: Article, reason: str = "") -> str:
    session, now = db.session(), utc_now()
    translation = find_translation(session, found, now=now)
    if found.published is None:
        raise NotFound
    related = find_articles(session, found.published.title, found.locale, now=now, most=SUGGESTED + 1).articles
    return render_template(
        "help/article.html",
        article=found,
        version=found.published,
        page=render_markdown(found.published.body),
        translation=translation if translation and (reads_internal() or not translation.is_internal) else None,
        related=[one for one in related if one.id != found.id][:SUGGESTED],
        locale=choose_locale(),
        staff=reads_internal(),
        reason=reason,
    )


def _words(name: str) -> str:
    return request.args.get(name, "").replace("\x00", "").strip()[:200]
