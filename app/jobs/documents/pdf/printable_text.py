"""Values as documents can print them: folded before they are escaped, so that no character becomes markup."""

import re
import unicodedata
from typing import Any

from flask import Flask
from jinja2 import Environment

from app.jobs.documents.pdf.fonts import can_print

BOX = "□"  # for characters that no font has: shown, never left out
_KEPT = {"\n", "\t"}
_DROPPED = {"Cc", "Cf", "Cs"}
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_SEEN = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)  # format characters with a shape
_SELECTORS = range(0xFE00, 0xFE10)  # which of its looks a character has
_SKIN_TONES = range(0x1F3FB, 0x1F400)
# Without a shaper these two Javanese vowels would stand after the letter before which they are written.
_JAVANESE = re.compile("([\ua98f-\ua9b2]\ua9b3?[\ua9bd-\ua9bf]*)([\ua9ba\ua9bb])")


def documents_environment(app: Flask) -> Environment:
    """The application's templates; every value is made printable before autoescaping sees it."""
    return app.jinja_env.overlay(finalize=finalize)


def finalize(value: Any) -> Any:
    """Jinja calls this with what an expression gives, before it is escaped; markup of our own macros passes."""
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def printable(text: str) -> str:
    """The same text in characters that some face has.

    What has no face is replaced by its compatibility form (fullwidth and mathematical letters) or a box.
    The result may hold `<`, `>` and `&` that the text did not: it has to be escaped after this, never before.
    """
    composed = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return _JAVANESE.sub(r"\2\1", "".join(_printed(character) for character in composed))


def _printed(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() or character in _KEPT else ""
    is_dropped = unicodedata.category(character) in _DROPPED and character not in _SEEN
    if is_dropped or ord(character) in _SELECTORS or ord(character) in _SKIN_TONES:
        return ""
    if can_print(character):
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if folded != character and all(can_print(part) for part in folded) else BOX
