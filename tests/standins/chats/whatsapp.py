"""Plays Meta's WhatsApp Cloud API."""

import base64
import hashlib
import json
import re
from typing import Any

from tests.standins import payloads
from tests.standins.chats.whatsapp_rules import Rules, check_message, graph_error
from tests.standins.feedback import post_soon
from tests.standins.server import Answer, Broken, Request, StandIn

VERSION = re.compile(r"v[0-9]{2}\.0")
WORDS = {
    130429: "Rate limit hit",
    131000: "Something went wrong",
    131026: "Message undeliverable",
    131030: "Recipient phone number not in allowed list",
    131047: "Re-engagement message",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
}


class WhatsAppStandIn(StandIn):
    """Set `templates` to {(name, language): (body variables, has URL button)} to have them checked as well.

    `refuse["62812…"] = 131030` refuses one recipient; `wa_ids` maps an input to the wa_id Meta would answer.
    With `notify` set to the application's webhook, statuses sent, delivered and read follow each message.
    Entries of `received`: `id` (wamid), `to`, `type`, `body` (the JSON), `dedupe` (biz_opaque_callback_data).
    """

    def __init__(
        self,
        port: int = 0,
        *,
        token: str = "EAAG-standin-token",
        phone_number_id: str = "1122334455667",
        app_secret: str = "standin-app-secret",
        verify_token: str = "standin-verify-token",
    ) -> None:
        super().__init__(port)
        self.token, self.phone_number_id = token, phone_number_id
        self.app_secret, self.verify_token = app_secret, verify_token
        self.templates: dict[tuple[str, str], tuple[int, bool]] | None = None
        self.refuse: dict[str, int] = {}
        self.wa_ids: dict[str, str] = {}
        self.media: dict[str, tuple[bytes, str]] = {}
        self.media_url: str | None = None
        self.notify: str | None = None

    def add_media(self, content: bytes, mime_type: str = "image/jpeg") -> str:
        """Store a customer's file and give its media id."""
        media_id = f"9{self.number():014d}"
        self.media[media_id] = (content, mime_type)
        return media_id

    def accept(self, entry: dict[str, Any]) -> None:
        super().accept(entry)
        if self.notify is None or entry["type"] == "read":
            return
        told = [
            payloads.whatsapp_status(
                entry["id"],
                status,
                recipient_id=entry["to"].lstrip("+"),
                callback_data=entry["dedupe"],
                phone_number_id=self.phone_number_id,
            )
            for status in ("sent", "delivered", "read")
        ]
        post_soon(self.notify, [payloads.whatsapp_signed(status, self.app_secret) for status in told])

    def reply(self, request: Request) -> Answer:
        if request.header("Authorization") != f"Bearer {self.token}":
            words = "Invalid OAuth access token - Cannot parse access token"
            raise Broken("wrong token", graph_error(190, words, status=401))
        parts = request.path.strip("/").split("/")
        if parts[0] == "media-file" and len(parts) == 2 and parts[1] in self.media:
            return Answer(200, self.media[parts[1]][0])
        if VERSION.fullmatch(parts[0]) and request.method == "GET" and len(parts) == 2 and parts[1] in self.media:
            return self._describe(parts[1])
        ours = [self.phone_number_id, "messages"]
        if request.method != "POST" or not VERSION.fullmatch(parts[0]) or parts[1:] != ours:
            words = f"Unsupported {request.method.lower()} request. Object with ID '{parts[-1]}' does not exist"
            raise Broken("no such address", graph_error(100, words, kind="GraphMethodException"))
        return self._take(self._json(request))

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        headers = {"Retry-After": f"{retry_after:g}"} if retry_after is not None else {}
        if status == 429:
            return graph_error(130429, WORDS[130429], status=429, headers=headers)
        if status == 401:
            return graph_error(190, "Error validating access token: Session has expired", status=401)
        if status >= 500:
            return graph_error(131000, WORDS[131000], status=status, headers=headers)
        return graph_error(100, "Invalid parameter", status=status, headers=headers)

    def _json(self, request: Request) -> Any:
        if not request.header("Content-Type").startswith("application/json"):
            raise Broken("not JSON", graph_error(100, "(#100) The parameter messaging_product is required."))
        try:
            return json.loads(request.raw)
        except ValueError:
            raise Broken("broken JSON", graph_error(100, "Invalid parameter")) from None

    def _take(self, message: Any) -> Answer:
        check_message(message, Rules(self.templates))
        address = message.get("to") or message.get("recipient")
        if address in self.refuse:
            code = self.refuse[address]
            return graph_error(code, f"(#{code}) {WORDS.get(code, 'Message failed')}")
        if message.get("status") == "read":
            return Answer(200, {"success": True}, accepted={"type": "read", "id": message["message_id"]})
        wamid = "wamid." + base64.b64encode(f"standin-{self.number():012d}".encode()).decode()
        key = "wa_id" if "to" in message else "user_id"
        contact = {"input": address, key: self.wa_ids.get(address, address.lstrip("+"))}
        accepted = {
            "id": wamid,
            "to": address,
            "type": message["type"],
            "body": message,
            "dedupe": message.get("biz_opaque_callback_data"),
        }
        body = {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": wamid}]}
        return Answer(200, body, accepted=accepted)

    def _describe(self, media_id: str) -> Answer:
        content, mime_type = self.media[media_id]
        description = {
            "messaging_product": "whatsapp",
            "url": self.media_url or f"{self.url}/media-file/{media_id}",
            "mime_type": mime_type,
            "sha256": hashlib.sha256(content).hexdigest(),
            "file_size": str(len(content)),
            "id": media_id,
        }
        return Answer(200, description)
