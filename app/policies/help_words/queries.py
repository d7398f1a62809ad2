"""Searches in PostgreSQL's own notation, written of cleaned words only: nothing of what was typed is an operator."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from app.policies.help_words.stems import MOST_WORDS, read_words, stem

CLOSE = 0.8  # of 1: one letter wrong in a word of five
SHORTEST_GUESSED = 4  # letters


def match_all(text: str, locale: str, synonyms: Mapping[str, Sequence[str]]) -> str:
    """Every word or a synonym of it; empty when no words are left. `synonyms`: phrase to meanings, as typed."""
    return " & ".join(_parts(text, locale, synonyms))


def match_any(text: str, locale: str, synonyms: Mapping[str, Sequence[str]]) -> str:
    return " | ".join(_parts(text, locale, synonyms))


def near_words(text: str, known: Iterable[str]) -> str:
    """The same words with what no title holds replaced by the nearest that one holds."""
    titles = set(known)
    return " ".join(_near(word, titles) for word in read_words(text)[:MOST_WORDS])


def _near(word: str, known: set[str]) -> str:
    if word in known or len(word) < SHORTEST_GUESSED:
        return word
    return next(iter(get_close_matches(word, known, n=1, cutoff=CLOSE)), word)


def _parts(text: str, locale: str, synonyms: Mapping[str, Sequence[str]]) -> list[str]:
    """One part for each word or known phrase, the longest phrase first."""
    words = [stem(word, locale) for word in read_words(text)[:MOST_WORDS]]
    known = {_stems(phrase, locale): [_stems(one, locale) for one in meanings] for phrase, meanings in synonyms.items()}
    longest = max((len(phrase) for phrase in known), default=1)
    parts, place = [], 0
    while place < len(words):
        size = next(
            (
                size
                for size in range(min(longest, len(words) - place), 0, -1)
                if tuple(words[place : place + size]) in known
            ),
            1,
        )
        phrase = tuple(words[place : place + size])
        parts.append(_either([phrase, *known.get(phrase, ())]))
        place += size
    return parts


def _stems(phrase: str, locale: str) -> tuple[str, ...]:
    return tuple(stem(word, locale) for word in read_words(phrase))


def _either(phrases: Sequence[tuple[str, ...]]) -> str:
    written = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in phrases if phrase]
    return written[0] if len(written) == 1 else f"({' | '.join(f'({one})' for one in written)})"
