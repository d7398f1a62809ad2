"""RSS and Atom, read by feedparser out of bytes that were fetched with our own limits."""

from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from integrations.shapes import clean, fingerprint
from integrations.social.post import SeenPost, plain_text, web_address

MOST = 100  # entries of one feed


def read_feed(body: bytes) -> list[SeenPost]:
    """Entries, oldest first; one without an id is known by its address, else by its words.

    Raises ValueError when it is no feed at all.
    """
    found: Any = feedparser.parse(BytesIO(body))  # bytes alone would be taken for the name of a file
    if not found.get("version") and not found.entries:
        raise ValueError("no feed")
    return [_read(entry) for entry in reversed(found.entries[:MOST])]


def _read(entry: Any) -> SeenPost:
    title, url = plain_text(entry.get("title") or ""), web_address(entry.get("link"))
    content = (entry.get("content") or [{}])[0].get("value") or entry.get("summary") or ""
    words = "\n".join(part for part in (title, plain_text(content)) if part) or url
    known = clean(str(entry.get("id") or url or fingerprint([title, words])))
    identity = known if len(known) <= 300 else fingerprint(known)  # noqa: PLR2004  its column
    author = plain_text(entry.get("author") or "")[:120]
    return SeenPost("FEED", identity, author, words, url, _moment(entry))


def _moment(entry: Any) -> datetime | None:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
