"""The help centre of the demo: written, reviewed and read over ninety days by the same verbs as a real one."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.demo.help.article_words import ARTICLES, CATEGORIES, DRAFTS, ENGLISH, MISSED, SYNONYMS
from app.demo.staff.people import People
from app.models.accounts.user import Role, User
from app.models.help.article import Article, HelpCategory
from app.models.help.searches import HelpSynonym
from workflows.help import (
    ArticleText,
    approve_article,
    edit_article,
    note_search,
    save_synonym,
    submit_article,
    translate_article,
    vote_on_article,
    write_article,
)

DAYS = 90
SEED = 23
CALM = 180  # days until an article is looked at again


def play_help(session: Session, people: People, now: datetime) -> None:
    random = Random(SEED)  # noqa: S311  example data, not a secret
    authors = list(session.scalars(select(User).where(User.role == Role.SUPPORT).order_by(User.id)))
    approver = session.get_one(User, people.cs[0])
    authors = authors or [session.get_one(User, people.cs[1])]
    categories = _write_categories(session)
    for phrase, meaning in SYNONYMS:
        save_synonym(session, HelpSynonym(), phrase=phrase, meaning=meaning, locale="id")
    for place, (category, title, kinds, internal, body) in enumerate(ARTICLES):
        at = now - timedelta(days=DAYS - 2 - place * 5)
        text = ArticleText(
            title=title, body=body, category_id=categories[category], ticket_kinds=kinds, is_internal=internal
        )
        article = write_article(session, text=text, actor=authors[place % len(authors)], now=at)
        _publish(session, article, approver, at + timedelta(hours=5), now, place)
        _read(session, article, random)
        _translate(session, article, authors[0], approver, at + timedelta(days=1))
    for category, title, body in DRAFTS:
        text = ArticleText(title=title, body=body, category_id=categories[category])
        draft = write_article(session, text=text, actor=authors[0], now=now - timedelta(days=1))
        submit_article(session, article_id=draft.id, actor=authors[0], now=now - timedelta(hours=20))
    _search(session, now, random)


def _write_categories(session: Session) -> dict[str, int]:
    rows = [HelpCategory(name=name, english_name=english, position=n) for n, (name, english) in enumerate(CATEGORIES)]
    session.add_all(rows)
    session.flush()
    return {row.name: row.id for row in rows}


def _publish(session: Session, article: Article, approver: User, at: datetime, now: datetime, place: int) -> None:
    """Some were published long enough ago to be looked at again."""
    review_by = local_day(now, "Asia/Jakarta") + timedelta(days=-3 if place % 6 == 0 else CALM - place * 7)
    submit_article(session, article_id=article.id, actor=article.editor or approver, now=at)
    approve_article(session, article_id=article.id, actor=approver, now=at, review_by=review_by)


def _translate(session: Session, article: Article, author: User, approver: User, at: datetime) -> None:
    if article.title not in ENGLISH:
        return
    title, body = ENGLISH[article.title]
    english = translate_article(session, article_id=article.id, actor=author, now=at)
    text = ArticleText(title=title, body=body, locale="en", category_id=article.category_id)
    edit_article(session, english, text=text, actor=author, now=at)
    submit_article(session, article_id=english.id, actor=author, now=at)
    approve_article(session, article_id=english.id, actor=approver, now=at + timedelta(hours=2))


def _read(session: Session, article: Article, random: Random) -> None:
    for reader in range(random.randrange(4, 24)):
        helpful = random.random() < 0.8
        reason = "" if helpful or reader % 3 else "Kurang lengkap, langkahnya terlalu singkat."
        vote_on_article(session, article_id=article.id, reader=f"demo-{reader}", helpful=helpful, reason=reason)


def _search(session: Session, now: datetime, random: Random) -> None:
    for words, times in MISSED:
        for _once in range(times):
            at = now - timedelta(minutes=random.randrange(60, DAYS * 24 * 60))
            note_search(session, words=words, locale="id", found=0, now=at)
    for place in range(60):
        words = ARTICLES[place % len(ARTICLES)][1].split(maxsplit=2)[0]
        at = now - timedelta(minutes=random.randrange(60, DAYS * 24 * 60))
        note_search(session, words=words, locale="id", found=2, now=at)
