"""What a person means by the text in a search box: numbers of records, a telephone number, words."""

import re
from unicodedata import normalize

from app.core.text.folding import fold

_WORD = re.compile(r"\w+")
_DOTS = re.compile(r"(?<=\w)\.(?=\w)|(?<=\w)\.(?=\W|$)")
_NUMBER = re.compile(r"([A-Za-z]{2,4})[\s/-]*0*(\d{1,6})")  # PLG 4711, tkt815
_FULL_NUMBER = re.compile(r"[A-Za-z]{2,4}[-/]\d")  # TKT-2026-…, INV/2026/…
_CUSTOMER_CODE = re.compile(r"\W*PLG[\s/-]*\d{1,6}\W*", re.IGNORECASE)  # `plg 8`: every customer has the word PLG
_PHONE = re.compile(r"[\d\s()+.-]{4,}", re.ASCII)
_LINK = re.compile(r"(?:tel:|(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=))", re.IGNORECASE)
_FROM_SPREADSHEET = re.compile(r"(?<=[0-9]{9})\.0$")
_DIGITS = re.compile(r"[^0-9]+")
SHORTEST_TAIL, LONGEST_TAIL = 3, 15
MOST_WORDS = 6

# Left out of a search that has other words: one person writes them, another does not.
_TITLES = "pak bapak bpk bu ibu sdr sdri tn ny nn mas mbak kak bang dr drg drh drs dra ir prof h hj kh apt ns"
_DEGREES = (
    "st sh se si sip sik skm sgz ssi skom spd sos ssos sked skep spsi sag stp spt sth sds skh sfarm samd amd "
    "mt mm mh me msi mkom mpd mkes mak mba msc ma mhum mph phd spa spog sppd spb spkk spm ak ca cpa ipm"
)
_STREETS = "jl jln jalan gg gang no nomor rt rw"
_PASSED_OVER = frozenset(f"{_TITLES} {_DEGREES} {_STREETS}".split())


def search_words(text: str) -> list[str]:
    """The words to look for: `dr. Agus Salim, S.Pd., M.T.` → agus, salim. Titles stay where nothing else is left."""
    undotted = _DOTS.sub("", normalize("NFC", text.lower()))
    plain = [word for word in _WORD.findall(undotted) if len(word) > 1]
    telling = [word for word in plain if word not in _PASSED_OVER]
    return (telling or plain)[:MOST_WORDS]


def words_query(text: str) -> str:
    """As PostgreSQL's to_tsquery reads it: `Agus Sal` → `agus:* & sal:*`; empty when it is the number of a record.

    A word with marks is looked for without them, too: names and addresses are kept so, other texts as written.
    """
    is_number = _FULL_NUMBER.match(text) or _CUSTOMER_CODE.fullmatch(text)
    return "" if is_number else " & ".join(_either(word) for word in search_words(text))


def _either(word: str) -> str:
    plain = fold(word)
    return f"{word}:*" if plain == word else f"({word}:* | {plain}:*)"


def record_number(text: str, pattern: str) -> int | None:
    """`PLG 4711`, `plg4711`, `4711` → 4711 for the pattern `PLG-{number:06d}`; None when it is none of these."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return int(text) if len(text) <= 6 else None  # noqa: PLR2004  digits of a running number
    found = _NUMBER.fullmatch(text)
    return int(found[2]) if found and pattern.startswith(found[1].upper()) else None


def phone_prefix(text: str) -> str | None:
    """What is typed so far as the beginning of an E.164 number; None when it is no telephone number."""
    text = _typed(text)
    digits = _DIGITS.sub("", text)
    if not _PHONE.fullmatch(text) or not digits:
        return None
    if text.startswith(("+", "00")):
        return f"+{digits.removeprefix('00')}"
    return f"+{digits}" if digits.startswith("62") else f"+62{digits.removeprefix('0')}"


def phone_tail(text: str) -> str | None:
    """The last digits of a number, as people remember them; None when it is no telephone number."""
    text = _typed(text)
    digits = _DIGITS.sub("", text)
    typed = _PHONE.fullmatch(text) or text.isdecimal()
    return digits if typed and SHORTEST_TAIL <= len(digits) <= LONGEST_TAIL else None


def _typed(text: str) -> str:
    """A number without what was copied along: `tel:`, `wa.me/`, the dots of `…7890`, a spreadsheet's `.0`."""
    return _FROM_SPREADSHEET.sub("", _LINK.sub("", text.strip().lstrip("….'’")))
