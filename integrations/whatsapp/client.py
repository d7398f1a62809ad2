"""Sends WhatsApp messages through Meta's Cloud API."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from integrations.outcome import Accepted, DeliveryProblem, TryLater
from integrations.shapes import items, text
from integrations.whatsapp import errors, messages
from integrations.whatsapp.media import Media, download
from integrations.whatsapp.messages import Recipient
from integrations.wire import POOL_SIZE, READ_TIMEOUT, HeaderAuth, Reply, Wire, unexplained

OK = 200


class WhatsAppClient:
    """One phone number of one business; raises DeliveryProblem when a message is not accepted."""

    def __init__(
        self,
        api_base: str,
        api_version: str,
        token: str,
        phone_number_id: str,
        *,
        timeout: float = READ_TIMEOUT,
        pool_size: int = POOL_SIZE,
    ) -> None:
        self._root = f"{api_base.rstrip('/')}/{api_version}"
        self._phone_number_id = phone_number_id
        self._url = f"{self._root}/{quote(phone_number_id, safe='')}/messages"
        auth = HeaderAuth({"Authorization": f"Bearer {token}"})
        self._wire = Wire(api_base, secrets=(token,), auth=auth, timeout=timeout, pool_size=pool_size)

    def send_text(self, to: Recipient, body: str, callback_data: str, *, preview_url: bool = False) -> Accepted:
        """Send free text (up to 4096 characters), which Meta delivers only inside the 24-hour window."""
        return self._send(messages.envelope(to, "text", {"preview_url": preview_url, "body": body}, callback_data))

    def send_buttons(
        self, to: Recipient, body: str, buttons: Sequence[tuple[str, str]], callback_data: str
    ) -> Accepted:
        """Send text with reply buttons (pairs of id and title), like free text inside the 24-hour window only."""
        content = messages.reply_buttons(body, buttons)
        return self._send(messages.envelope(to, "interactive", content, callback_data))

    def send_template(
        self,
        to: Recipient,
        name: str,
        language: str,
        body_parameters: Sequence[str],
        *,
        callback_data: str,
        url_suffix: str | None = None,
    ) -> Accepted:
        """Send an approved template; `url_suffix` fills the end of its URL button's address."""
        content = messages.template(name, language, body_parameters, url_suffix)
        return self._send(messages.envelope(to, "template", content, callback_data))

    def send_document(self, to: Recipient, link: str, filename: str, caption: str, callback_data: str) -> Accepted:
        """Send a file that Meta fetches from a public link."""
        content = {"link": link, "filename": filename}
        if caption:
            content["caption"] = caption
        return self._send(messages.envelope(to, "document", content, callback_data))

    def send_image(self, to: Recipient, link: str, filename: str, caption: str, callback_data: str) -> Accepted:  # noqa: ARG002
        """Send a JPEG or PNG that Meta fetches from a public link; images have no file name."""
        content = {"link": link, **({"caption": caption} if caption else {})}
        return self._send(messages.envelope(to, "image", content, callback_data))

    def fetch_media(self, media_id: str, max_bytes: int) -> Media:
        """Download what a customer sent; Refused when it is larger than `max_bytes` or from a foreign host."""
        url = f"{self._root}/{quote(media_id, safe='')}"
        reply = self._wire.get(url, {"phone_number_id": self._phone_number_id})
        if reply.status != OK or not text(reply.body, "url"):
            raise self._problem(reply)
        return download(self._wire, reply.body, max_bytes=max_bytes, api_root=self._root)

    def close(self) -> None:
        """Close the kept connections."""
        self._wire.close()

    def _send(self, message: Mapping[str, Any]) -> Accepted:
        reply = self._wire.post(self._url, message)
        accepted = items(reply.body, "messages")
        provider_id = text(accepted[0], "id") if accepted else None
        if reply.status != OK or not provider_id:
            raise self._problem(reply)
        contacts = items(reply.body, "contacts")
        contact = contacts[0] if contacts else None
        return Accepted(provider_id, text(contact, "wa_id") or text(contact, "user_id"))

    def _problem(self, reply: Reply) -> DeliveryProblem:
        found = errors.from_body(reply.body, status=reply.status, retry_after=reply.retry_after)
        if found is not None:
            found.detail = self._wire.without_secrets(found.detail)
            return found
        if reply.status == OK:
            return TryLater("unreadable_answer", self._wire.without_secrets(reply.text))
        return unexplained(reply, self._wire.without_secrets(reply.text))
