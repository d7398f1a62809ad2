"""Searching the help centre: all words first, then the nearest."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.help.article import Article, ArticleStatus, ArticleVersion
from app.models.help.searches import HelpSynonym
from app.policies.help_words import MOST_WORDS, match_all, match_any, near_words, read_words

SHOWN = 20
LONGEST_SEARCH = 200
CONFIGURATION = {"id": "simple", "en": "english"}
COVER_LENGTH_AND_BOUNDED = 1 | 32  # ts_rank_cd: long texts count less, and the rank lies below 1


@dataclass(frozen=True, slots=True)
class Found:
    """`nearest` True: none holds all words; these hold some of them, or words that are spelled alike."""

    articles: Sequence[Article]
    nearest: bool = False


def is_readable(now: datetime) -> ColumnElement[bool]:
    """Readers get it: a version is published, its first day has come, and it is not archived."""
    return and_(
        Article.published_version_id.is_not(None),
        Article.published_at <= now,
        Article.status != ArticleStatus.ARCHIVED,
    )


def find_articles(
    session: Session, words: str, locale: str, *, now: datetime, internal: bool = False, most: int = SHOWN
) -> Found:
    """Published articles, best first. An article that exists in both languages is found in the reader's.

    `internal`: with instructions that only staff read.
    """
    words = words[:LONGEST_SEARCH]
    if not read_words(words):
        return Found(())
    synonyms = _synonyms(session)
    tries = (
        (match_all, words, False),
        (match_any, words, True),
        (match_any, near_words(words, _title_words(session, now)), True),
    )
    for match, phrase, nearest in tries:
        queries = {one: match(phrase, one, synonyms[one]) for one in CONFIGURATION}
        begun = _beginnings(phrase, " | " if nearest else " & ")
        found = _matching(session, queries, begun, locale, now=now, internal=internal, most=most)
        if found:
            return Found(found, nearest=nearest)
    return Found(())


def _matching(
    session: Session, queries: dict[str, str], begun: str, locale: str, *, now: datetime, internal: bool, most: int
) -> list[Article]:
    """`begun`: words that may be unfinished are looked for as beginnings, too."""
    rank: Any = literal(0.0)
    either = []
    for one, query in queries.items():
        asked = func.to_tsquery(CONFIGURATION[one], query)
        beginning = func.to_tsquery("simple", begun)
        hit = and_(Article.locale == one, or_(Article.search.op("@@")(asked), Article.prefixes.op("@@")(beginning)))
        either.append(hit)
        rank = rank + func.ts_rank_cd(Article.search, asked, COVER_LENGTH_AND_BOUNDED)
    shown = is_readable(now) if internal else and_(is_readable(now), Article.is_internal.is_(False))
    wanted = select(Article).where(shown, or_(*either)).options(joinedload(Article.published))
    rows = session.scalars(wanted.order_by((Article.locale == locale).desc(), rank.desc(), Article.id).limit(2 * most))
    return _once(rows.all(), locale)[:most]


def _beginnings(words: str, joined_by: str) -> str:
    return joined_by.join(f"'{word}':*" for word in read_words(words)[:MOST_WORDS])


def _once(articles: Sequence[Article], locale: str) -> list[Article]:
    """Without those that stand here in the reader's language already."""
    here = {article.translates_id or article.id for article in articles if article.locale == locale}
    return [one for one in articles if one.locale == locale or (one.translates_id or one.id) not in here]


def _synonyms(session: Session) -> dict[str, dict[str, list[str]]]:
    known: dict[str, dict[str, list[str]]] = {one: defaultdict(list) for one in CONFIGURATION}
    for row in session.execute(select(HelpSynonym.locale, HelpSynonym.phrase, HelpSynonym.meaning)):
        known[row.locale][row.phrase].append(row.meaning)
    return known


def _title_words(session: Session, now: datetime) -> set[str]:
    titles = select(ArticleVersion.title).join(Article, Article.published_version_id == ArticleVersion.id)
    return {word for title in session.scalars(titles.where(is_readable(now))) for word in read_words(title)}
