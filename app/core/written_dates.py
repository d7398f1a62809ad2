"""Days and moments as people write them: `30/11/2026 08.00`, `besok jam 9 pagi`, `senin 14.30`, `+3h`; ISO, too.

`Sen, 30 Nov 2026, 08.00 WIB` is read as well: it is what our pages show. Another zone's name than `now`'s, and a
weekday that the date does not fall on, are refused; a moment with its distance from UTC is brought to `now`'s zone.

A day without a year is the next one on or after today; a weekday is the next of that name, today excluded. A number
alone after the day is an hour. ValueError for everything that is not read.
"""

import re
from datetime import date, datetime, time, timedelta

DAYS_AHEAD = {
    "hari ini": 0,
    "today": 0,
    "sekarang": 0,
    "now": 0,
    "besok": 1,
    "bsk": 1,
    "tomorrow": 1,
    "lusa": 2,
    "kemarin": -1,
    "yesterday": -1,
}
WEEKDAYS = (
    *("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_STEP = re.compile(r"\+\s*(\d{1,4})\s*(m|menit|min|j|jam|h|hours?|hari|d|days?)")
_UNITS = {"m": "minutes", "j": "hours", "h": "hours", "d": "days"}
_ISO = re.compile(r"(\d{4}[-/]\d\d[-/]\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?")
_WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:\d\d)")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d\d))?")
_CLOCK = re.compile(r"(?:jam|pukul|at)?\s*(\d{1,2})(?:[.:](\d\d))?(?: (pagi|siang|sore|malam))?(?: (wib|wita|wit))?")
_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMED = re.compile(r"(?:([a-z]{3,9}) )?(\d{1,2}) ([a-z]{3,9})\.?(?: '?(\d{4}|\d\d)(?= |$))?(?: (.*))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9}) (\d{1,2}) (\d{4})(?: (.*))?")
_SPELLED = {"agt": "agustus", "agust": "agustus", "nopember": "november", "nop": "november", "sept": "september"}
_HOURS = {  # `12 malam` is the beginning of a day or its end, so it is refused
    "pagi": range(1, 12),
    "siang": (10, 11, 12, 1, 2, 3),
    "sore": range(3, 8),
    "malam": range(6, 12),
}
_AFTER_NOON, _HALF_DAY = {"siang", "sore", "malam"}, 12


def read_moment(text: str, *, now: datetime) -> datetime:
    """`now` is aware, in the zone in which people write here; so is the answer. A day alone is its midnight."""
    words = _plain(text)
    if _WITH_OFFSET.fullmatch(words):
        return datetime.fromisoformat(words.upper()).astimezone(now.tzinfo)
    step = _STEP.fullmatch(words)
    if step:
        return _later(now, step)
    day, rest = _read_day(words, now.date())
    clock = _CLOCK.fullmatch(rest) if rest else None
    if rest and clock is None:
        raise ValueError(text)
    at = _clock_time(clock, now) if clock else time()
    if rest == "" and words in {"sekarang", "now"}:
        return now
    return datetime.combine(day, at, tzinfo=now.tzinfo)


def read_day(text: str, *, today: date) -> date:
    """A day alone; a clock after it is refused."""
    day, rest = _read_day(_plain(text), today)
    if rest:
        raise ValueError(text)
    return day


def write_day_plain(day: date) -> str:
    """`30/11/2026`."""
    return f"{day:%d/%m/%Y}"


def write_moment_plain(moment: datetime) -> str:
    """`30/11/2026 08.00`, in the moment's own zone."""
    return f"{moment:%d/%m/%Y %H.%M}"


def _plain(text: str) -> str:
    words = " ".join(re.sub(r"jum[’'`]at", "jumat", text.lower()).replace(",", " ").split())
    return re.sub(r"^hari (?=[a-z]+\b)(?!ini\b)", "", words)


def _clock_time(clock: re.Match[str], now: datetime) -> time:
    """`2 siang`, `7 malam` are hours after noon."""
    if clock[4] and clock[4] != (now.tzname() or "").lower():
        raise ValueError(clock.string)
    hour, part = int(clock[1]), clock[3]
    if part and hour not in _HOURS[part]:
        raise ValueError(clock.string)
    is_early = part == "siang" and hour >= 10  # noqa: PLR2004  10, 11 and 12 siang are what they say
    later = _HALF_DAY if part in _AFTER_NOON and not is_early else 0
    return time(hour + later, int(clock[2] or 0))


def _later(now: datetime, step: re.Match[str]) -> datetime:
    word = step[2]
    unit = "days" if word.startswith(("d", "hari")) else _UNITS[word[0]]
    try:
        return now + timedelta(**{unit: int(step[1])})
    except OverflowError:
        raise ValueError(step.string) from None


def _read_day(words: str, today: date) -> tuple[date, str]:
    """The day, and what is written after it."""
    iso = _ISO.fullmatch(words.upper().replace("T", " ").strip())
    if iso:
        return date.fromisoformat(iso[1].replace("/", "-")), iso[2] or ""
    for word, ahead in DAYS_AHEAD.items():
        if words == word or words.startswith(f"{word} "):
            return today + timedelta(days=ahead), words[len(word) :].strip()
    named = _NAMED.fullmatch(words)
    if named and (month := _month_of(named[3])):
        return _on_weekday(named[1], _dated(int(named[2]), month, named[4], today)), named[5] or ""
    month_first = _MONTH_FIRST.fullmatch(words)
    if month_first and (month := _month_of(month_first[1])):
        return date(int(month_first[3]), month, int(month_first[2])), month_first[4] or ""
    first, _, rest = words.partition(" ")
    if first in WEEKDAYS:
        ahead = (WEEKDAYS.index(first) % 7 - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead), rest
    written = _DAY.fullmatch(first)
    if written is None:
        raise ValueError(words)
    return _dated(int(written[1]), int(written[2]), written[3], today), rest


def _on_weekday(word: str | None, day: date) -> date:
    """Refused where a weekday is named that this day is not; another word before it (`tanggal`) says nothing."""
    named = [place % 7 for place, name in enumerate(WEEKDAYS) if word in {name, name[:3]}]
    if named and day.weekday() not in named:
        raise ValueError(word)
    return day


def _month_of(word: str) -> int | None:
    """By its name, the first three letters of it, or another spelling."""
    names = [place for place, name in enumerate(_MONTHS) if _SPELLED.get(word, word) in {name, name[:3]}]
    return names[0] % 12 + 1 if names else None


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)  # noqa: PLR2004
    found = date(today.year, month, day)
    return found if found >= today else date(today.year + 1, month, day)
