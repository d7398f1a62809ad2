"""A ticket's text without names and numbers, so that it may become an article."""

import re
from collections.abc import Iterable

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"https?://\S+")
_DOCUMENT = re.compile(r"\b[A-Z]{2,4}[-/]\d{4}[-/]\d+\b")
_NUMBER = re.compile(r"(?<!\w)\+?\d[\d .()/-]{2,}\d(?!\w)|\b\d{4,}\b")
_STREET = re.compile(r"\b(?:jl|jalan|gg|gang|komplek|perum(?:ahan)?)\b\.?[^\n,.;]*(?:no\.?\s*\w+)?", re.IGNORECASE)
_CALLED = re.compile(
    r"\b((?:bapak|pak|ibu|bu|mas|mbak|kak|sdr|sdri|tn|ny)\.?)\s+[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w.,])\+?\d(?:[ ()/-]?\d){7,}(?!\w)")
_STREET_NUMBER = re.compile(r"\b(?:jl|jalan|gg|gang)\b\.?\s+[^\n,;]*?\d", re.IGNORECASE)
SHORTEST_NAME = 3  # letters: "Al" is in too many words


def anonymise(text: str, names: Iterable[str]) -> str:
    """`names` are those of everybody who takes part; each of their words goes, wherever it stands alone."""
    for pattern, mark in ((_MAIL, "[e-mail]"), (_LINK, "[tautan]"), (_DOCUMENT, "[nomor]"), (_STREET, "[alamat]")):
        text = pattern.sub(mark, text)
    text = _NUMBER.sub("[nomor]", text)
    words = {word for name in names for word in re.findall(r"[^\W\d_]+", name) if len(word) >= SHORTEST_NAME}
    if words:
        either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        text = re.sub(rf"\b(?:{either})\b(?:\s+\b(?:{either})\b)*", "[nama]", text, flags=re.IGNORECASE)
    return _called(text)


def holds_personal_data(text: str) -> bool:
    """An e-mail, a telephone number, a street or the number of a document; names alone are none."""
    return any(pattern.search(text) for pattern in (_MAIL, _DOCUMENT, _STREET_NUMBER, _PHONE))


def _called(text: str) -> str:
    """Whoever is addressed with a title and a name that begins with a capital."""

    def without(found: re.Match[str]) -> str:
        name = found[0][len(found[1]) :].strip()
        return f"{found[1]} [nama]" if name[:1].isupper() else found[0]

    return _CALLED.sub(without, text)
