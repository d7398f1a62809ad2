"""A post as every network tells it."""

from dataclasses import dataclass
from datetime import datetime

from integrations.shapes import clean
from integrations.support_mail.html_text import split_html

LONGEST_TEXT = 5000


@dataclass(slots=True)
class SeenPost:
    """`external_id` is the network's own; `withdrawn`: its author has taken it back, or it is hidden.

    `shown_again`: it is hidden no longer.
    """

    network: str
    external_id: str
    author: str
    text: str
    url: str = ""
    posted_at: datetime | None = None
    author_id: str = ""
    is_message: bool = False
    withdrawn: bool = False
    shown_again: bool = False


def plain_text(html: str) -> str:
    """HTML of a post as text of one paragraph a line."""
    return clean(split_html(html).shown).strip()[:LONGEST_TEXT]


def web_address(found: str | None) -> str:
    """The address if it can stand behind a link, else nothing."""
    url = clean(found or "").strip()
    return url if url.startswith(("https://", "http://")) and len(url) <= 600 else ""  # noqa: PLR2004
