"""A registration in plain words: "AC saya bocor, tolong kirim teknisi ke Jl. Kenanga 5". Pure."""

import re

from workflows.conversations.parsing.registration_form import is_name
from workflows.conversations.parsing.registration_text import Registration, fitted
from workflows.conversations.parsing.vocabulary import PLACE, PROBLEM, REQUEST, STREET, without_greeting

_NAME = re.compile(
    r"\b(?:[Nn]ama\s+saya|[Ss]aya\s+atas\s+nama|[Aa]tas\s+nama|[Aa]\.?n\.?|[Dd]engan|[Ss]aya|[Ii]ni)\s+"
    r"(?P<name>(?:(?:[Bb]apak|[Ii]bu|[Pp]ak|[Bb]u|[Mm]as|[Mm]bak|[Bb]pk)\.?\s+)?(?-i:[A-Z][a-z'.]+)(?:\s+(?-i:[A-Z][a-z'.]*))"
    r"{0,3})"
)
_STOPS = re.compile(
    r"\s*(?:\b(?:tolong|mohon|kapan|bisa|segera|terima\s*kasih|makasih|trims|thanks|karena|soalnya|hari\s+ini|besok|"
    r"ya|dong|deh|kak|min|yang|ada|untuk|mau|minta|butuh|kirim|datang|saya|rumah\s+saya|nama\s+saya|atas\s+nama)\b|[!?\n])",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"\b(?:tolong|mohon|minta|segera|kirim(?:kan|in)?|datang(?:kan|in)?|teknisi(?:nya)?|tukang(?:nya)?|bisa|ya|dong|kak|"
    r"min|alamat(?:nya)?|lokasi(?:nya)?|di|ke|rumah|saya\s+di|terima\s*kasih|makasih|trims|pak|bu|hari\s+ini|besok)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^(?:[\s,]*{_FILLERS.pattern})+[\s,]*", re.IGNORECASE)
_TRAILING = re.compile(
    r"(?:[\s,]*\b(?:tolong|mohon|segera|ya|dong|kak|min|pak|bu|di|ke|alamat|terima\s*kasih|makasih|trims)\b)+\s*$",
    re.IGNORECASE,
)
_SEGMENTS = re.compile(r"(?:[,;!()\n]|(?<![Jj]l)(?<![Jj]ln)(?<![Nn]o)(?<![Gg]g)(?<![Kk]ec)(?<![Kk]el)\.(?=\s|$))")
_TROUBLE_AFTER_NUMBER = re.compile(rf"(?<=[0-9])[A-Za-z]?\s+{PROBLEM.pattern}", re.IGNORECASE)  # Jl. Kenanga 5 AC bocor
SHORT = 4  # words of a segment that only goes on with an address


def read_sentence(words: str) -> Registration:
    """Name, address and complaint as far as the words tell them."""
    found = _NAME.search(words)
    name = found["name"].strip() if found and is_name(found["name"]) else ""
    text = words.replace(found[0], " ") if found and name else words
    address, rest = _cut_address(without_greeting(text))
    complaint = _complaint_in(rest)
    return fitted({"name": name, "address": address, "complaint": complaint})


def _cut_address(text: str) -> tuple[str, str]:
    """The address, and the words without it."""
    segments = [segment.strip() for segment in _SEGMENTS.split(text) if segment.strip()]
    for place, segment in enumerate(segments):
        start = STREET.search(segment)
        if start is None:
            continue
        tail = segment[start.start() :]
        stop = _STOPS.search(tail, pos=4)
        stop = min(
            filter(None, (stop, _TROUBLE_AFTER_NUMBER.search(tail))), key=lambda found: found.start(), default=None
        )
        street = tail[: stop.start()] if stop else tail
        after = tail[len(street) :]
        more: list[str] = []
        follow = segments[place + 1 :] if not after.strip() else []
        for other in follow:
            if (
                PROBLEM.search(other)
                or REQUEST.search(other)
                or not (PLACE.search(other) or len(other.split()) <= SHORT)
            ):
                break
            cut = _STOPS.search(other)
            if cut and not cut.start():
                break
            more.append(other[: cut.start()] if cut else other)
        left = [
            *segments[:place],
            segment[: start.start()],
            after,
            *follow[len(more) :],
            *segments[place + 1 + len(follow) :],
        ]
        return ", ".join([street.strip(), *more]), ". ".join(part.strip() for part in left if part.strip())
    return "", ". ".join(segments)


def _complaint_in(rest: str) -> str:
    """The part that speaks of the trouble, without the request around it."""
    parts = [part.strip(" .,") for part in rest.split(". ")]
    told = [part for part in parts if PROBLEM.search(part)]
    if not told:
        return ""
    first, *others = told
    trimmed = _TRAILING.sub("", _LEADING.sub("", first))
    return ", ".join([trimmed if PROBLEM.search(trimmed) else first, *others])
