"""Answers by the token of our page: replies to comments, and messages to people who wrote to the page.

Graph API: `POST /me/messages` (both networks), `POST /{comment}/comments` (Facebook), `POST /{comment}/replies`
(Instagram). Free text within 24 hours of the person's last message, a person's answer with the tag HUMAN_AGENT within
seven days; later nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from integrations.outcome import Accepted, ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.shapes import mapping, text, whole
from integrations.wire import READ_TIMEOUT, HeaderAuth, Reply, Wire, unexplained

OK = 200
FREE = timedelta(hours=24)
HUMAN = timedelta(days=7)
OUTSIDE_WINDOW = "meta_window"
LONGEST = {"FACEBOOK": 2000, "INSTAGRAM": 1000}  # characters of a message; Instagram counts bytes
REPLIES = {"FACEBOOK": "comments", "INSTAGRAM": "replies"}
WINDOW_SUBCODES = frozenset({2018278, 2018108, 2534022})
STOP = frozenset({0, 3, 10, 102, 190, 368, *range(200, 300)})
WAIT = frozenset({1, 2, 4, 17, 32, 341, 613, 1200, 80001, 80006})
FIRST_SERVER_ERROR, TOO_MANY = 500, 429


class MetaPage:
    """One page and the Instagram account that belongs to it; raises DeliveryProblem when an answer is not taken."""

    def __init__(self, api_base: str, api_version: str, token: str, *, timeout: float = READ_TIMEOUT) -> None:
        self._root = f"{api_base.rstrip('/')}/{api_version}"
        auth = HeaderAuth({"Authorization": f"Bearer {token}"})
        self._wire = Wire(api_base, secrets=(token,), auth=auth, timeout=timeout)

    def send_message(
        self, network: str, person: str, words: str, *, wrote_at: datetime | None, now: datetime
    ) -> Accepted:
        """`wrote_at`: when the person last wrote to the page."""
        since = now - wrote_at if wrote_at else None
        if since is None or since > HUMAN:
            raise Refused(OUTSIDE_WINDOW, "more than seven days since the person's last message")
        kind = {"messaging_type": "RESPONSE"}
        if since > FREE:
            kind = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        body = {"recipient": {"id": person}, **kind, "message": {"text": shortened(words, network)}}
        return self._send(f"{self._root}/me/messages", body, "message_id")

    def reply(self, network: str, comment: str, words: str) -> Accepted:
        """Under the comment, for everybody to read."""
        address = f"{self._root}/{quote(comment, safe='_')}/{REPLIES[network]}"
        return self._send(address, {"message": words}, "id")

    def _send(self, address: str, body: Mapping[str, Any], name: str) -> Accepted:
        reply = self._wire.post(address, body)
        found = text(reply.body, name)
        if reply.status == OK and found:
            return Accepted(found)
        raise self._problem(reply)

    def _problem(self, reply: Reply) -> DeliveryProblem:
        error = mapping(reply.body, "error")
        code, sub = whole(error, "code"), whole(error, "error_subcode")
        detail = self._wire.without_secrets(text(error, "message") or "")
        if code is None:
            return unexplained(reply, self._wire.without_secrets(reply.text))
        if sub in WINDOW_SUBCODES:
            return Refused(OUTSIDE_WINDOW, detail)
        if code in WAIT or reply.status == TOO_MANY or (code not in STOP and reply.status >= FIRST_SERVER_ERROR):
            return TryLater(f"meta_{code}", detail, reply.retry_after)
        return ChannelDown(f"meta_{code}", detail) if code in STOP else Refused(f"meta_{code}", detail)


def shortened(words: str, network: str) -> str:
    """As much as the network takes of a message; the whole stands on the ticket's page."""
    most = LONGEST[network]
    size = (lambda part: len(part.encode())) if network == "INSTAGRAM" else len
    if size(words) <= most:
        return words
    while size(words) > most - 3:
        words = words[: max(1, len(words) - max(1, (size(words) - most + 3) // 4))]
    return f"{words.rstrip()}…"
