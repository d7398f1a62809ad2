"""What a composer is drawn from."""

from dataclasses import dataclass
from typing import Any

from flask import request

from app.core.identifiers import read_id


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


def seen_by_form() -> int:
    """The last message that was on the page when the answer was sent."""
    return read_id(request.form.get("seen", "")) or 0
