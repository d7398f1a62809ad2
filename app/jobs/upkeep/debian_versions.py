"""Versions of Debian packages in their order (Debian policy, 5.6.12): epoch, upstream version, revision."""

import re
from itertools import zip_longest

Part = tuple[tuple[int, ...], int]
DebianVersion = tuple[int, tuple[Part, ...], tuple[Part, ...]]
_FORM = re.compile(r"(?:([0-9]+):)?([0-9A-Za-z.+~:-]*?)(?:-([0-9A-Za-z.+~]+))?", re.ASCII)
_END, _TILDE, _OTHER = 0, -1, 256  # `~` stands before the end of a version, letters before other signs


def read_debian_version(text: str) -> DebianVersion | None:
    """Something that sorts as dpkg sorts versions; None for what is none."""
    found = _FORM.fullmatch(text)
    if found is None or not found[2]:
        return None
    return int(found[1] or 0), _parts(found[2]), _parts(found[3] or "0")


def _parts(text: str) -> tuple[Part, ...]:
    """Signs and number by turns, with an end that stands after `~` and before everything else."""
    signs, numbers = re.split(r"[0-9]+", text), re.findall(r"[0-9]+", text)
    turns = zip_longest(signs, numbers, fillvalue="")
    parts = [((*(_rank(sign) for sign in before), _END), int(number or 0)) for before, number in turns]
    return (*parts, ((_END,), 0))


def _rank(sign: str) -> int:
    return _TILDE if sign == "~" else ord(sign) if sign.isalpha() else ord(sign) + _OTHER
