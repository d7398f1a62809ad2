"""Searches, and the list of what they did not find."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.text.cleaning import clear_line
from app.models.help.searches import HelpGap, HelpSearch
from app.policies.help_words import MOST_WORDS, read_words, stem


def note_search(session: Session, *, words: str, locale: str, found: int, now: datetime) -> int | None:
    """Keep a search; one that found nothing adds to the list. Returns its id; None when it holds no words."""
    phrase = clear_line(words)[:200]
    stems = " ".join(sorted({stem(word, locale) for word in read_words(phrase)[:MOST_WORDS]}))[:200]
    if not stems:
        return None
    search = HelpSearch(words=phrase, stems=stems, locale=locale, found=found, created_at=now)
    session.add(search)
    session.flush()
    if not found:
        _count_gap(session, phrase, stems, locale, now)
    return search.id


def _count_gap(session: Session, words: str, stems: str, locale: str, now: datetime) -> None:
    """Dismissed words stay dismissed; words that were answered and are missed again stay answered, counted."""
    row = insert(HelpGap).values(words=words, stems=stems, locale=locale, last_at=now, created_at=now)
    missed = row.on_conflict_do_update(
        index_elements=[HelpGap.stems, HelpGap.locale],
        set_={"times": HelpGap.times + 1, "words": row.excluded.words, "last_at": now},
    )
    session.execute(missed.execution_options(noted=True))
