"""What a composer is drawn from."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Composer:
    """What `composer` of records/thread.html takes. `steps`: (name, words on the button); the first is solid."""

    kind: str
    title: str
    steps: tuple[tuple[str, str], ...]
    url: str
    draft_url: str
    canned_url: str
    draft: str
    refusal: str
    most: int
    people: tuple[str, ...] = ()
    hint: str = ""
    file_url: str = ""
    files: tuple[dict[str, Any], ...] = ()
