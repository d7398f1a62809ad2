"""The word DAFTAR in all its forms: typed nearly right, after a greeting, within a wish. Pure."""

import re

from workflows.conversations.parsing.registration_text import FIELDS, count_names
from workflows.conversations.parsing.vocabulary import without_greeting

_KEYWORDS = ("daftar", "mendaftar", "daftarkan", "pendaftaran", "registrasi", "register")
_SHORT_KEYWORDS = {"reg", "regis"}  # before a # only
_MARKED = re.compile(r"\b(?P<word>(?:men)?da+f\w{2,5}|reg\w{0,8})[ *_]*#", re.IGNORECASE)
_WISH = re.compile(
    r"(?:(?:saya|aku|kami|sy)\s+)?(?:(?:mau|ingin|pengen|pingin|hendak|akan|izin|ijin|tolong|bisa|minta|cara|format)\s+)*"
    r"(?P<word>[a-z]{5,12})\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:men)?daftar\w*\s+(?:[2-9]|dua|tiga|empat|lima)\s+(?:orang|pelanggan|nama|rumah)\b", re.IGNORECASE
)
_EMPHASIS = re.compile(r"(?<!\w)_([^\W_]+)_(?!\w)")
_MARKED_BY_LINES = re.compile(r"\W*[a-z]{5,12}_\S", re.IGNORECASE)
_SIGNS_OF_PARTS = re.compile(r"[^#|;]*(?:([#|;])[^#|;]*[^#|;\s][^#|;]*){2,}")


def rest_of_command(words: str) -> str | None:
    """What follows DAFTAR, typed rightly or nearly so, also after a greeting; None: it is no such message."""
    words = _EMPHASIS.sub(r"\1", words)
    if words.count("_") >= len(FIELDS) and _MARKED_BY_LINES.match(words):
        words = words.replace("_", "#")
    marked = _MARKED.search(words)
    if marked and (_is_keyword(marked["word"]) or marked["word"].lower() in _SHORT_KEYWORDS):
        return words[marked.end() - 1 :]
    begin = re.sub(r"^[\W_]+", "", without_greeting(words))
    wish = _WISH.match(begin)
    in_parts = wish is not None and _SIGNS_OF_PARTS.fullmatch(begin) is not None
    if wish is None or not _is_keyword(wish["word"], exactly=not (in_parts or _ends_there(begin, wish.end()))):
        return None
    return re.sub(
        r"^(?:\s*(?:ya|dong|kak|pak|bu|min|servis|service|baru|sebagai pelanggan|pelanggan))+\b",
        "",
        begin[wish.end() :],
    )


def count_people(words: str) -> int:
    commands = sum(_is_keyword(mark["word"]) for mark in _MARKED.finditer(words))
    least = 2 * (_SEVERAL.search(words) is not None)
    return max(commands, count_names(words), least)


def _ends_there(text: str, end: int) -> bool:
    """The word stands alone, at the end of its line or before a separator: a slip of the finger is likely."""
    return re.match(r"\s*(?:$|\n|[#:|;/,*\-])", text[end:]) is not None


def _is_keyword(word: str, *, exactly: bool = False) -> bool:
    word = word.lower()
    if word in _KEYWORDS:
        return True
    return not exactly and any(_distance(word, keyword) <= 1 + (len(keyword) > 7) for keyword in _KEYWORDS)  # noqa: PLR2004


def _distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap."""
    rows = [list(range(len(other) + 1))]
    for i, sign in enumerate(one, 1):
        row = [i]
        for j, goal in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (sign != goal))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == goal:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
