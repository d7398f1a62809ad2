"""Sentences for people: Indonesian in the source, English in the one catalogue."""

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale, get_locale, gettext, ngettext, pgettext
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

Sentence = str | LazyString


class Lazy(LazyString):
    """Written when it is read, and escaped in a page: Flask-Babel's own counts as markup, whatever was put into it."""

    def __html__(self) -> Markup:
        return escape(str(self))


def language() -> str:
    """The language code of whoever reads this request's answer or the message being written: `id` or `en`."""
    chosen = get_locale()
    return chosen.language if chosen else "id"


def N_(sentence: str, **given: Any) -> Lazy:  # noqa: N802  its name in every catalogue
    """A sentence for later, in the language of whoever reads it."""
    return Lazy(gettext, sentence, **given)


def P_(context: str, word: str) -> Lazy:  # noqa: N802
    """One Indonesian word that English tells apart: "Pelanggan" is "Customers" in the context "menu"."""
    return Lazy(pgettext, context, word)


def filled(sentence: Sentence, values: Mapping[str, Any]) -> Lazy:
    """A sentence of a table with values that came from elsewhere: from a process or a module without sentences."""
    return Lazy(lambda: str(sentence) % values)


def in_language(sentence: Sentence, locale: str) -> str:
    """The sentence in `id` or `en`, whoever reads."""
    with force_locale(locale):
        return str(sentence)


def in_both_languages(sentence: Sentence) -> tuple[str, str]:
    """Indonesian and English of a sentence of ours, for a row that both read; of anything else English is empty."""
    if isinstance(sentence, str):
        return sentence, ""
    return in_language(sentence, "id"), in_language(sentence, "en")


def in_own_language(indonesian: str, english: str) -> str:
    """Of two that a row keeps, the one for whoever reads; Indonesian where there is no other."""
    return english if english and language() == "en" else indonesian


_ = gettext

__all__ = [
    "N_",
    "P_",
    "Sentence",
    "_",
    "filled",
    "gettext",
    "in_both_languages",
    "in_language",
    "in_own_language",
    "language",
    "ngettext",
]
