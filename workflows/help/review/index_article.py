"""The words by which an article is found."""

from typing import Any

from sqlalchemy import func, literal_column, update
from sqlalchemy.orm import Session

from app.core.text.markdown import plain_words
from app.models.help.article import Article, ArticleVersion
from app.policies.help_words import read_words, stem_text

LONGEST_TEXT = 200_000  # letters; PostgreSQL refuses a vector of 1 MB
CONFIGURATION = {"id": "simple", "en": "english"}


def index_article(session: Session, article_id: int, version: ArticleVersion, locale: str) -> None:
    """The title counts most. Words as written stand beside their stems, so that a beginning finds them while typing."""
    text = plain_words(version.body)[:LONGEST_TEXT]
    title = version.title
    session.execute(
        update(Article)
        .where(Article.id == article_id)
        .values(search=_vector(title, text, locale), prefixes=_plain(f"{title} {text}"))
        .execution_options(noted=True, synchronize_session=False)
    )


def _vector(title: str, text: str, locale: str) -> Any:
    def weighed(words: str, weight: str) -> Any:
        vector = func.to_tsvector(CONFIGURATION[locale], stem_text(words, locale))
        return func.setweight(vector, literal_column(f"'{weight}'"))

    return weighed(title, "A").op("||")(weighed(text, "C"))


def _plain(text: str) -> Any:
    return func.to_tsvector("simple", " ".join(dict.fromkeys(read_words(text))))
