"""Sends e-mail through SendGrid: 202 means queued there; what becomes of it comes by the event webhook."""

import base64
import time
from collections.abc import Mapping, Sequence
from email.utils import parseaddr

from integrations.attachment import Attachment
from integrations.outcome import Accepted, ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.shapes import clean, items, text
from integrations.wire import LONGEST_PAUSE, READ_TIMEOUT, HeaderAuth, Reply, Wire, unexplained

TAKEN = {200, 202}
KEY_REFUSED = {401: "unauthorized", 403: "forbidden"}
TOO_LARGE = 413
TOO_MANY = 429
BAD = 400
_OFF = {"enable": False}


class SendGridClient:
    """One account; raises DeliveryProblem when SendGrid does not take a message."""

    def __init__(self, base: str, api_key: str, sender: str, *, timeout: float = READ_TIMEOUT) -> None:
        self._url = f"{base.rstrip('/')}/v3/mail/send"
        name, address = parseaddr(sender)
        self._from = {"email": address, **({"name": name} if name else {})}
        auth = HeaderAuth({"Authorization": f"Bearer {api_key}"})
        self._wire = Wire(base, secrets=(api_key,), auth=auth, timeout=timeout)

    def send(
        self,
        to: str,
        subject: str,
        text: str,
        html: str | None = None,
        *,
        message_id: str,
        headers: Mapping[str, str] | None = None,
        mark: str = "",
        attachments: Sequence[Attachment] = (),
    ) -> Accepted:
        """Send one message; `mark` comes back in the events as `delivery_id`. A header given empty is left out."""
        address = parseaddr(to)[1]
        if not address.isascii() or address.count("@") != 1 or any(sign in to for sign in "\r\n,;"):
            raise Refused("bad_address", clean(to)[:200])
        values = {"Message-ID": message_id, "Auto-Submitted": "auto-generated", **(headers or {})}
        reply_to = values.pop("Reply-To", "")  # SendGrid has a field of its own for it
        parts = [("text/plain", text)] + ([("text/html", html)] if html is not None else [])
        reply = self._wire.post(
            self._url,
            {
                "personalizations": [{"to": [{"email": address}], "custom_args": {"delivery_id": mark}}],
                "from": self._from,
                "subject": " ".join(clean(subject).split()) or "-",
                "content": [{"type": kind, "value": clean(words)} for kind, words in parts],
                "headers": {name: value for name, value in values.items() if value},
                **({"reply_to": {"email": reply_to}} if reply_to else {}),
                **({"attachments": [_attached(one) for one in attachments]} if attachments else {}),
                # no picture of theirs in our mail and no link through their hosts
                "tracking_settings": {"click_tracking": _OFF, "open_tracking": _OFF},
            },
        )
        if reply.status in TAKEN:
            return Accepted(reply.headers.get("X-Message-Id", "") or message_id, to)
        raise self._problem(reply)

    def close(self) -> None:
        """Close the kept connections."""
        self._wire.close()

    def _problem(self, reply: Reply) -> DeliveryProblem:
        first = next(iter(items(reply.body, "errors")), None)
        detail = self._wire.without_secrets(text(first, "message") or reply.text)
        if reply.status in KEY_REFUSED:
            return ChannelDown(KEY_REFUSED[reply.status], detail)
        if reply.status == TOO_MANY:
            return TryLater("http_429", detail, _until(reply) or reply.retry_after)
        if reply.status == TOO_LARGE:
            return Refused("too_long", detail)
        if reply.status == BAD:
            about = text(first, "field") or ""
            return Refused("bad_address" if about.startswith("personalizations") else "bad_request", detail)
        return unexplained(reply, detail)


def _attached(file: Attachment) -> dict[str, str]:
    content = base64.b64encode(file.content).decode()
    return {"content": content, "type": file.media_type, "filename": file.name, "disposition": "attachment"}


def _until(reply: Reply) -> float | None:
    """Seconds until the account may send again."""
    asked = reply.headers.get("X-RateLimit-Reset", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < len("10000000000") + 1):
        return None
    return min(max(float(asked) - time.time(), 1.0), LONGEST_PAUSE)
