"""Comments and messages of our Facebook page and Instagram account, as Meta's webhook tells them.

Shapes: Graph API webhooks of `page` and `instagram`; every entry holds `changes`, `messaging`, or one change flat.
"""

from collections.abc import Iterator
from typing import Any

from integrations.shapes import fingerprint, items, mapping, moment, text
from integrations.social.post import LONGEST_TEXT, SeenPost, web_address

_TAKEN_BACK = {"remove", "delete", "hide"}
_SHOWN_AGAIN = "unhide"
_SAID = {"comment", "post", "status", "photo", "video"}


def parse_meta(payload: Any) -> list[tuple[str, SeenPost | None, dict[str, Any]]]:
    """Each event as its own key, the post it tells (None: nothing we act on), and an envelope to read it from again."""
    network = {"page": "FACEBOOK", "instagram": "INSTAGRAM"}.get(text(payload, "object") or "", "")
    found = {}
    for entry in items(payload, "entry"):
        for envelope in _events(text(payload, "object") or "", entry):
            post = _read(network, envelope)
            key = f"meta:{fingerprint([envelope, _moment(entry, post)])}"
            found[key] = (key, post, envelope)
    return list(found.values())


def _moment(entry: Any, post: SeenPost | None) -> Any:
    """When it was sent, of what can be done again and looks alike each time: hiding, and showing again."""
    return mapping(entry).get("time") if post and (post.withdrawn or post.shown_again) else None


def _events(kind: str, entry: Any) -> Iterator[dict[str, Any]]:
    """One envelope for each thing that is told; `time` is when it was sent and differs between attempts."""
    about = {"id": text(entry, "id") or ""}
    for change in items(entry, "changes"):
        yield {"object": kind, "entry": [{**about, "changes": [change]}]}
    for message in items(entry, "messaging"):
        yield {"object": kind, "entry": [{**about, "messaging": [message]}]}
    if text(entry, "field"):
        yield {
            "object": kind,
            "entry": [{**about, "changes": [{"field": entry["field"], "value": entry.get("value")}]}],
        }


def _read(network: str, envelope: dict[str, Any]) -> SeenPost | None:
    [entry] = envelope["entry"]
    if not network:
        return None
    for message in items(entry, "messaging"):
        return _message(network, entry["id"], message)
    [change] = entry["changes"]
    value = mapping(change, "value")
    if network == "FACEBOOK":
        return _facebook(entry["id"], text(change, "field") or "", value)
    return _instagram(entry["id"], text(change, "field") or "", value)


def _message(network: str, ours: str, message: Any) -> SeenPost | None:
    """A message written to the page alone, or taken back by its author; an echo is our own."""
    author, words = text(message, "sender", "id") or "", text(message, "message", "text")
    mid = text(message, "message", "mid")
    if not mid or not author or author == ours or mapping(message, "message").get("is_echo"):
        return None
    pictures = [
        text(each, "payload", "url") or text(each, "type") or "" for each in items(message, "message", "attachments")
    ]
    shown = "\n".join([*([words] if words else []), *(f"[{picture}]" for picture in pictures)])
    taken_back = mapping(message, "message").get("is_deleted") is True
    if not (shown or taken_back):
        return None
    seconds = message.get("timestamp")
    return SeenPost(
        network,
        mid[:300],
        "",
        shown[:LONGEST_TEXT],
        posted_at=moment({"at": seconds // 1000}, "at") if isinstance(seconds, int) else None,
        author_id=author[:120],
        is_message=True,
        withdrawn=taken_back,
    )


def _facebook(ours: str, field: str, value: Any) -> SeenPost | None:
    if field not in {"feed", "mention", "ratings"} or text(value, "item") not in _SAID | {None}:
        return None
    author = text(value, "from", "id") or text(value, "sender_id") or ""
    post_id = text(value, "comment_id") or text(value, "post_id") or text(value, "open_graph_story_id")
    verb = text(value, "verb")
    taken_back, shown_again = verb in _TAKEN_BACK, verb == _SHOWN_AGAIN
    words = text(value, "message") or text(value, "review_text") or ""
    if not post_id or author == ours or not (words or taken_back or shown_again):
        return None
    return SeenPost(
        "FACEBOOK",
        post_id[:300],
        (text(value, "from", "name") or text(value, "sender_name") or "")[:120],
        words[:LONGEST_TEXT],
        web_address(text(value, "permalink_url")) or f"https://www.facebook.com/{post_id}",
        moment(value, "created_time"),
        author[:120],
        withdrawn=taken_back,
        shown_again=shown_again,
    )


def _instagram(ours: str, field: str, value: Any) -> SeenPost | None:
    """Mentions carry ids only: their words are shown at Instagram."""
    author = text(value, "from", "id") or ""
    post_id = text(value, "comment_id") or text(value, "id") or text(value, "media_id")
    if field not in {"comments", "live_comments", "mentions"} or not post_id or (author and author == ours):
        return None
    words = text(value, "text") or (f"[@] {post_id}" if field == "mentions" else "")
    if not words:
        return None
    name = text(value, "from", "username") or ""
    return SeenPost("INSTAGRAM", post_id[:300], name[:120], words[:LONGEST_TEXT], author_id=author[:120])
