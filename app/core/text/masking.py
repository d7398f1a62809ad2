"""What a log line or a stored error may not hold: phone numbers, e-mail addresses, secrets of this installation."""

import re
from collections.abc import Iterable
from urllib.parse import quote

_PHONE = re.compile(r"(?<![0-9A-Za-z-])\+?(?:62|0)8[0-9]{5,11}(?=[0-9]{2}(?![0-9]))", re.ASCII)
_BOT = re.compile(r"/bot[0-9]+:[A-Za-z0-9_-]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?=[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_NUMBERS = re.compile(r"0x[0-9a-f]+|\b[0-9a-f]{8,}\b|[0-9]+", re.IGNORECASE)
SHORTEST_SECRET = 8  # characters; shorter ones stand in ordinary words
_known: list[str] = []  # the longest first


def learn(secrets: Iterable[str]) -> None:
    """From now on these stand in no line of this process, nor as they are written in an address."""
    long_enough = {secret for secret in secrets if len(secret) >= SHORTEST_SECRET}
    known = {*_known, *long_enough, *(quote(secret, safe="") for secret in long_enough)}
    _known[:] = sorted(known, key=lambda secret: (-len(secret), secret))


def hide(text: str) -> str:
    """Phone numbers down to their last digits, bot tokens and secrets gone."""
    for secret in _known:
        if secret in text:
            text = text.replace(secret, "•••")
    return _BOT.sub("/bot•••", _PHONE.sub("•••", text))


def hide_all(text: str) -> str:
    """The same, and the part of an e-mail address before its @."""
    return _EMAIL.sub("•••@", hide(text))


def without_values(text: str) -> str:
    """What two occurrences of one sentence have in common: quoted words and numbers left out."""
    return _NUMBERS.sub("0", _QUOTED.sub("''", text))
