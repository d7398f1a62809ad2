"""Variables of prepared replies: a closed list, checked when the text is saved and again before it is sent."""

import re
from collections.abc import Mapping, Sequence

VARIABLES = (
    "pelanggan.nama",
    "tiket.nomor",
    "tiket.subjek",
    "agen.nama",
    "tautan.tiket",
    "jam_layanan",
    "salam",
)
_GREETINGS = ((4, "malam", "evening"), (11, "pagi", "morning"), (15, "siang", "afternoon"), (19, "sore", "afternoon"))
_MARK = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def unknown_variables(text: str) -> list[str]:
    """Names between double braces that are not on the list, and braces that belong to no name."""
    names = [name for name in _MARK.findall(text) if name not in VARIABLES]
    rest = _MARK.sub("", text)
    return list(dict.fromkeys([*names, *(mark for mark in ("{{", "}}") if mark in rest)]))


def fill_in(text: str, values: Mapping[str, str]) -> tuple[str, Sequence[str]]:
    """The text, and the names of variables that have no value; these stay as they are written.

    A value holds no mark afterwards: an agent sees the filled text first, and what they send is filled once more.
    """
    empty: dict[str, None] = {}

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1], "").strip().replace("{{", "{ {").replace("}}", "} }")
        if not found:
            empty[match[1]] = None
        return found or match[0]

    return _MARK.sub(value, text), list(empty)


def greeting(hour: int, locale: str) -> str:
    """`pagi` from 4, `siang` from 11, `sore` from 15, `malam` from 19; morning, afternoon, evening."""
    found = next((words for until, *words in _GREETINGS if hour < until), ["malam", "evening"])
    return found[locale == "en"]
