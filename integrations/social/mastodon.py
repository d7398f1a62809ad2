"""Public timelines of a tag: `GET /api/v1/timelines/tag/:tag?since_id=`, without a key, 300 requests in 5 minutes."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from integrations.shapes import items, reach, text
from integrations.social.post import SeenPost, plain_text, web_address

MOST = 40  # posts of one answer
_ID = re.compile(r"[0-9]{1,30}", re.ASCII)


def timeline_address(address: str, last_id: str) -> str:
    """Where the posts of `https://<instance>/tags/<tag>` after `last_id` are read."""
    base, _, tag = address.partition("/tags/")
    since = f"&since_id={last_id}" if _ID.fullmatch(last_id) else ""
    return f"{base}/api/v1/timelines/tag/{quote(tag.strip('/'), safe='%')}?limit={MOST}{since}"


def read_timeline(body: bytes) -> tuple[list[SeenPost], str]:
    """Posts, oldest first, and the id of the newest; boosts and what cannot be read are left out.

    Raises ValueError: no timeline at all.
    """
    try:
        found = json.loads(body)
    except RecursionError:
        raise ValueError from None
    if not isinstance(found, list):
        raise ValueError(str(reach(found, "error") or "no list")[:200])  # noqa: TRY004  bytes that are no timeline
    entries = [one for one in found[:MOST] if _ID.fullmatch(text(one, "id") or "")]
    entries.sort(key=lambda one: int(one["id"]))
    posts = [post for one in entries if (post := _read(one)) is not None]
    return posts, entries[-1]["id"] if entries else ""


def _read(one: Any) -> SeenPost | None:
    """Known by its address in the network, which is the same at every instance."""
    content, identity = text(one, "content"), text(one, "uri") or text(one, "url")
    if not identity or not content or reach(one, "reblog"):
        return None
    pictures = [text(each, "description") or text(each, "url") or "" for each in items(one, "media_attachments")]
    words = "\n".join([plain_text(content), *(f"[{picture}]" for picture in pictures if picture)])
    acct = text(one, "account", "acct") or ""
    author = text(one, "account", "display_name") or acct
    url = web_address(text(one, "url") or identity)
    return SeenPost("MASTODON", identity[:300], author[:120], words, url, _moment(one), acct[:120])


def _moment(one: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(text(one, "created_at") or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
