"""Plays SendGrid: takes mail by its v3 API and tells in signed batches what became of it."""

import base64
import json
import secrets
import time
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.standins.server import Answer, Broken, Request, StandIn

ALLOWED = {"personalizations", "from", "subject", "content", "headers", "tracking_settings", "reply_to"}
LONGEST_LIST_HEADER = 77  # bytes; from 78 on its relay encodes the value
RESERVED = {"to", "from", "subject", "reply-to", "cc", "bcc", "dkim-signature", "content-type", "received"}


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


class SendGridStandIn(StandIn):
    """`events(entry, "bounce", reason="…")` gives body and headers of a signed webhook post about a taken mail.

    Entries of `received`: `to`, `subject`, `text`, `html`, `headers`, `message_id`, `body`, `raw`, `dedupe`.
    """

    def __init__(self, port: int = 0, *, api_key: str = "SG.standin.key") -> None:
        super().__init__(port)
        self.api_key = api_key
        self._key = _key()
        public = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.webhook_key = base64.b64encode(public).decode()

    def events(self, entry: dict[str, Any], *kinds: str, **given: Any) -> tuple[bytes, dict[str, str]]:
        now = int(time.time())
        told = [
            {
                "email": entry["to"],
                "timestamp": now,
                "event": kind,
                "sg_event_id": secrets.token_urlsafe(16),
                "sg_message_id": f"{entry['message_id']}.filter0001.16648.5515E0B88.0",
                **entry["body"]["personalizations"][0]["custom_args"],
                **given,
            }
            for kind in kinds
        ]
        return self.signed(json.dumps(told).encode())

    def signed(self, raw: bytes) -> tuple[bytes, dict[str, str]]:
        timestamp = str(int(time.time()))
        signature = self._key.sign(timestamp.encode() + raw, ec.ECDSA(hashes.SHA256()))
        headers = {
            "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(signature).decode(),
            "X-Twilio-Email-Event-Webhook-Timestamp": timestamp,
            "Content-Type": "application/json",
        }
        return raw, headers

    def reply(self, request: Request) -> Answer:
        if request.path != "/v3/mail/send" or request.method != "POST":
            raise Broken("no such address", Answer(404, _errors("not found")))
        if request.header("Authorization") != f"Bearer {self.api_key}":
            raise Broken("wrong key", Answer(401, _errors("The provided authorization grant is invalid")))
        try:
            body = json.loads(request.raw)
        except ValueError:
            raise Broken("broken JSON", Answer(400, _errors("Bad Request"))) from None
        self._check(body)
        (person,) = body["personalizations"]
        texts = {part["type"]: part["value"] for part in body["content"]}
        number = f"sg-{self.number()}.{secrets.token_hex(4)}"
        accepted = {
            "to": person["to"][0]["email"],
            "subject": body["subject"],
            "text": texts.get("text/plain"),
            "html": texts.get("text/html"),
            "headers": body.get("headers", {}),
            "message_id": number,
            "body": body,
            "raw": request.raw,
            "dedupe": body.get("headers", {}).get("Message-ID"),
        }
        return Answer(202, b"", {"X-Message-Id": number}, accepted=accepted)

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        reset = {"X-RateLimit-Reset": str(int(time.time() + retry_after))} if retry_after is not None else {}
        words = {403: "The from address does not match a verified Sender Identity.", 429: "too many requests"}
        field = "from" if status == 403 else None
        return Answer(status, _errors(words.get(status, "internal error"), field), reset)

    def _check(self, body: dict[str, Any]) -> None:
        if stray := set(body) - ALLOWED:
            raise Broken(f"unknown fields {stray}", Answer(400, _errors("unknown field")))
        kinds = [part["type"] for part in body["content"]]
        if kinds != sorted(kinds, key=["text/plain", "text/html"].index) or not all(
            p["value"] for p in body["content"]
        ):
            raise Broken("plain text first, and no empty part", Answer(400, _errors("content", "content")))
        if not body["subject"] or "@" not in body["from"]["email"]:
            raise Broken("subject and sender are needed", Answer(400, _errors("subject", "subject")))
        if {name.lower() for name in body.get("headers", {})} & RESERVED:
            raise Broken("a reserved header", Answer(400, _errors("reserved header", "headers")))
        listed = body.get("headers", {}).get("List-Unsubscribe", "")
        if not listed.isascii() or len(listed) > LONGEST_LIST_HEADER:
            self.violate("sendgrid: List-Unsubscribe would be encoded")
        for person in body["personalizations"]:
            values = person.get("custom_args", {}).values()
            if not person["to"] or not all(isinstance(value, str) for value in values):
                raise Broken("custom_args are strings", Answer(400, _errors("custom_args", "personalizations.0")))


def _errors(message: str, field: str | None = None) -> dict[str, Any]:
    return {"errors": [{"message": message, "field": field, "help": None}]}
