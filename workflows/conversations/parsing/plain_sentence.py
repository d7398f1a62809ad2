"""A registration in plain words: "AC saya bocor, tolong kirim teknisi ke Jl. Kenanga 5". Pure."""

import re

from workflows.conversations.parsing.registration_form import is_name, to_phone
from workflows.conversations.parsing.registration_text import Registration, fitted
from workflows.conversations.parsing.vocabulary import PLACE, PROBLEM, REQUEST, STREET, without_greeting

_NAME = re.compile(
    r"\b(?:[Nn]ama(?:\s+(?:saya|sy|gue|gw|aku|abdi|kulo))?|[Nn]ame\s+is|[Ss]aya\s+atas\s+nama|[Aa]tas\s+nama|[Aa]\.?n\.?|[Dd]engan|[Dd]gn|[Ss]aya|[Ii]ni)\s+"
    r"(?P<name>(?:(?:[Bb]apak|[Ii]bu|[Pp]ak|[Bb]u|[Mm]as|[Mm]bak|[Bb]pk)\.?\s+)?"
    r"(?-i:[A-Z][a-z'.]+)(?:[ ]+(?-i:[A-Z][a-z'.]*))"
    r"{0,3})"
)
_STOPS = re.compile(
    r"\s*(?:\b(?:tolong|mohon|kapan|bisa|segera|terima\s*kasih|makasih|nuhun|suwun|trims|thanks|karena|soalnya|hari\s+ini|besok|"
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
_SEGMENTS = re.compile(r"(?:[,;!?()\n]|(?<![Jj]l)(?<![Jj]ln)(?<![Nn]o)(?<![Gg]g)(?<![Kk]ec)(?<![Kk]el)\.(?=\s|$))")
_TROUBLE_AFTER_NUMBER = re.compile(
    rf"(?<=[0-9])(?=(?P<place>[A-Za-z]?(?:\s+[^\W\d_]+){{0,3}}?)\s+{PROBLEM.pattern})", re.IGNORECASE
)  # Jl. Kenanga 5 Depok AC bocor
_PHONE = re.compile(
    r"[\s,;(]{0,5}(?:\b(?:no(?:mor)?(?:nya)?|hp|wa|telp|tlp|telepon)\b[\s.:]{0,3}){0,2}"
    r"(?P<phone>\+?[0-9][0-9 .()\-]{7,18}[0-9])\)?",
    re.IGNORECASE | re.ASCII,
)
SHORT = 4  # words of a segment that only goes on with an address


def read_sentence(words: str) -> Registration:
    """Name, address, complaint and another number as far as the words tell them."""
    words, phone = _without_number(words)
    found = _NAME.search(words)
    name = _name_of(found["name"]) if found else ""
    text = f"{words[: found.start()]} {words[found.start('name') + len(name) :]}" if found and name else words
    address, rest = _cut_address(without_greeting(text))
    complaint = _complaint_in(rest)
    return fitted({"name": name, "address": address, "complaint": complaint, "phone": phone})


def _name_of(words: str) -> str:
    """As many of the first words as are a name: `Sari Jl. Melati` → `Sari`."""
    parts = re.split(r"(?<=[a-z]{3})\.(?:\s|$)", words)[0].split(" ")  # the end of a sentence, no degree
    tries = (" ".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((name for name in tries if is_name(name)), "")


def _without_number(words: str) -> tuple[str, str]:
    """The words without the first telephone number in them, and that number."""
    for found in _PHONE.finditer(words):
        if to_phone(found["phone"]):
            return f"{words[: found.start()]} {words[found.end() :]}".strip(), found["phone"]
    return words, ""


def _cut_address(text: str) -> tuple[str, str]:
    """The address, and the words without it."""
    segments = [segment.strip() for segment in _SEGMENTS.split(text) if segment.strip()]
    for place, segment in enumerate(segments):
        start = STREET.search(segment)
        if start is None:
            continue
        tail = segment[start.start() :]
        stop, trouble = _STOPS.search(tail, pos=4), _TROUBLE_AFTER_NUMBER.search(tail)
        ends = [stop.start()] if stop else []
        ends += [trouble.end("place")] if trouble else []
        street = tail[: min(ends)] if ends else tail
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
    entries = [part for part in parts if PROBLEM.search(part)]
    if not entries:
        return ""
    first, *others = entries
    trimmed = _TRAILING.sub("", _LEADING.sub("", first))
    return ", ".join([trimmed if PROBLEM.search(trimmed) else first, *others])
