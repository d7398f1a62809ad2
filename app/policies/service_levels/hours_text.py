"""Working hours and durations as people write them: `08.00-12.00, 13.00-17.00` and `2 jam 30 menit`."""

import itertools
import re
from collections.abc import Sequence

from app.core.errors import Invalid
from app.core.i18n import N_, gettext

DAY = 24 * 60
_BLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|sampai|to)\s*(\d{1,2})(?:[.:](\d{2}))?")
_PART = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(hari|days?|d|jam|j|hours?|h|menit|minutes?|min|m)?\b", re.IGNORECASE)
_SECONDS = {"h": 3600, "j": 3600, "m": 60, "d": 86400}
LONGEST = 400 * 86400 // 4  # seconds: a longer promise would not fit into the 400 days that are looked at


def read_blocks(text: str, *, field: str) -> list[list[int]]:
    """Minutes since midnight, in order; empty text: nobody works. Raises Invalid for what overlaps or is no time."""
    found: list[list[int]] = []
    for part in (piece.strip() for piece in re.split(r"[,;\n]", text or "")):
        if not part:
            continue
        match = _BLOCK.fullmatch(part)
        if match is None:
            raise Invalid(N_("Tulis jam seperti 08.00-12.00, 13.00-17.00."), field=field)
        opens, closes = _minutes(match[1], match[2], field), _minutes(match[3], match[4], field)
        if not opens < closes <= DAY:
            raise Invalid(N_("Jam tutup harus sesudah jam buka; lewat tengah malam ditulis di dua hari."), field=field)
        found.append([opens, closes])
    found.sort()
    if any(before[1] > after[0] for before, after in itertools.pairwise(found)):
        raise Invalid(N_("Jam-jam ini bertumpuk."), field=field)
    return found


def write_blocks(blocks: Sequence[Sequence[int]]) -> str:
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in blocks)


def read_duration(text: str, *, field: str) -> int | None:
    """Seconds of working time; a number alone is hours, a day is 24 of them. Empty: nothing is promised."""
    words = (text or "").strip().lower()
    if not words:
        return None
    parts = _PART.findall(words)
    if not parts or _PART.sub("", words).strip(" ,+"):
        raise Invalid(N_("Tulis lama seperti 30 menit, 4 jam, atau 1,5 jam."), field=field)
    seconds = sum(float(number.replace(",", ".")) * _unit(unit) for number, unit in parts)
    if not 0 < seconds <= LONGEST:
        raise Invalid(N_("Lama ini tidak masuk akal."), field=field)
    return round(seconds)


def write_duration(seconds: int | None) -> str:
    """`2 jam 30 menit`, of working time; empty where nothing is promised."""
    if seconds is None:
        return ""
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = [gettext("%(n)d jam", n=hours) if hours else "", gettext("%(n)d menit", n=minutes) if minutes else ""]
    return " ".join(part for part in parts if part) or gettext("0 menit")


def _unit(word: str) -> int:
    first = "d" if word in {"hari", "day", "days", "d"} else (word or "j")[0]
    return _SECONDS[first]


def _minutes(hour: str, minute: str | None, field: str) -> int:
    found = 60 * int(hour) + int(minute or 0)
    if int(minute or 0) > 59 or found > DAY:  # noqa: PLR2004  minutes of an hour
        raise Invalid(N_("Tulis jam seperti 08.00-12.00, 13.00-17.00."), field=field)
    return found


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
