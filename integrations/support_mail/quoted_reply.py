"""What somebody wrote themselves, without what they quote: folded by the reader of the mail, never dropped."""

import re
from dataclasses import dataclass

OWN_LINE = "-- Balas di atas garis ini --"
_DIVIDER = re.compile(
    r"^\s*(-{2,}\s*(pesan asli|pesan terusan|original message|forwarded message)\s*-{2,}|_{20,})\s*$", re.IGNORECASE
)
_NAMES = "dari|dikirim|tanggal|kepada|subjek|perihal|from|sent|to|date|subject"
_HEADER = re.compile(rf"^\s*\*?({_NAMES})\*?\s*:", re.IGNORECASE)
_WROTE = re.compile(r"^\s*(pada\b.*\bmenulis|on\b.*\bwrote)\s*:\s*$", re.IGNORECASE | re.DOTALL)
_STARTS = re.compile(r"^\s*(pada|on)\b", re.IGNORECASE)
_CERTAIN = re.compile(r"<[^<>\s]+@[^<>\s]+>|\b(19|20)\d{2}\b")
_SENT_FROM = re.compile(r"^\s*(dikirim dari|sent from)\b.*$", re.IGNORECASE)
WROTE_LINES, HEADER_LINES, HEADERS, SIGNATURE_LINES = 3, 5, 3, 8


@dataclass(frozen=True, slots=True)
class Reply:
    """`hidden`: what was folded away, as it stood."""

    shown: str
    hidden: str


def split_reply(text: str) -> Reply:
    """A mail that is only a quotation is shown whole."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cut = next((place for place in range(len(lines)) if _begins_quotation(lines, place)), len(lines))
    kept = [line for line in lines[:cut] if not line.lstrip().startswith(">")]
    kept = _without_signature(_without_sent_from(kept))
    shown = "\n".join(kept).strip()
    if not shown:
        return Reply(text.strip(), "")
    remaining = set(kept)
    hidden = [line for line in lines[:cut] if line not in remaining] + lines[cut:]
    return Reply(shown, "\n".join(hidden).strip())


def _begins_quotation(lines: list[str], place: int) -> bool:
    line = lines[place]
    if OWN_LINE in line or _DIVIDER.match(line):
        return True
    if _HEADER.match(line):
        near = lines[place : place + HEADER_LINES]
        return sum(bool(_HEADER.match(one)) for one in near) >= HEADERS
    return bool(_STARTS.match(line)) and _somebody_wrote(lines, place)


def _somebody_wrote(lines: list[str], place: int) -> bool:
    """`Pada … menulis:` over up to three lines, with an address or a year: people write sentences like it, too."""
    for count in range(1, WROTE_LINES + 1):
        joined = " ".join(lines[place : place + count])
        if _WROTE.match(joined):
            return bool(_CERTAIN.search(joined))
    return False


def _without_sent_from(lines: list[str]) -> list[str]:
    last = len(lines)
    while last and (not lines[last - 1].strip() or _SENT_FROM.match(lines[last - 1])):
        last -= 1
    return lines[:last]


def _without_signature(lines: list[str]) -> list[str]:
    for place in range(len(lines) - 1, -1, -1):
        if lines[place] in {"--", "-- "} and len(lines) - place - 1 <= SIGNATURE_LINES:
            return _without_sent_from(lines[:place])
    return lines
