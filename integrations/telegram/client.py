"""Sends and edits messages of our Telegram bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from integrations.outcome import Accepted, Refused, TryLater
from integrations.shapes import whole
from integrations.telegram import errors
from integrations.wire import POOL_SIZE, READ_TIMEOUT, Wire, unexplained

LONGEST_ANSWER = 200
UPDATES = ("message", "callback_query", "my_chat_member")


@dataclass(frozen=True, slots=True)
class Button:
    """A key under a message: it either calls back (1 to 64 bytes) or opens an address."""

    text: str
    callback_data: str | None = None
    url: str | None = None

    def as_json(self) -> dict[str, str]:
        """Give the fields Telegram wants, and only those that are set."""
        fields = {"text": self.text, "callback_data": self.callback_data, "url": self.url}
        return {name: value for name, value in fields.items() if value is not None}


Rows = Sequence[Sequence[Button]]


class TelegramClient:
    """One bot; raises DeliveryProblem when Telegram does not do as asked."""

    def __init__(self, api_base: str, token: str, *, timeout: float = READ_TIMEOUT, pool_size: int = POOL_SIZE) -> None:
        self._root = f"{api_base.rstrip('/')}/bot{token}"
        self._wire = Wire(api_base, secrets=(token,), timeout=timeout, pool_size=pool_size)

    def send_message(self, chat_id: int, html: str, buttons: Rows = ()) -> Accepted:
        """Write HTML (escaped by the caller) to a private chat; `provider_id` is the message id."""
        message = {"chat_id": chat_id, **_content(html)}
        if buttons:
            message["reply_markup"] = _keyboard(buttons)
        result = self._call("sendMessage", message)
        message_id = whole(result, "message_id")
        if message_id is None:
            raise TryLater("unreadable_answer")
        return Accepted(str(message_id), str(chat_id))

    def edit_message(self, chat_id: int, message_id: int, html: str, buttons: Rows = ()) -> Accepted:
        """Replace a message and its buttons; one that already reads so counts as done."""
        content = {**_content(html), "reply_markup": _keyboard(buttons)}
        try:
            self._call("editMessageText", {"chat_id": chat_id, "message_id": message_id, **content})
        except Refused as refusal:
            if refusal.code != errors.NOT_MODIFIED:
                raise
        return Accepted(str(message_id), str(chat_id))

    def answer_callback(self, callback_id: str, text: str = "", *, show_alert: bool = False) -> None:
        """Stop the button's spinner, with a short notice; after some 15 seconds it is Refused as query_too_old."""
        short = text if len(text) <= LONGEST_ANSWER else f"{text[: LONGEST_ANSWER - 1]}…"
        answer = {"callback_query_id": callback_id, "text": short, "show_alert": show_alert}
        self._call("answerCallbackQuery", answer)

    def set_webhook(self, url: str, secret: str) -> None:
        """Have updates posted to our HTTPS address with the secret in a header."""
        asked = {"url": url, "secret_token": secret, "allowed_updates": UPDATES, "max_connections": 20}
        self._call("setWebhook", {**asked, "drop_pending_updates": False})

    def get_webhook(self) -> dict[str, Any]:
        """Where updates are posted to, how many wait, and `last_error_message` if there was trouble."""
        return dict(self._call("getWebhookInfo", {}))

    def close(self) -> None:
        """Close the kept connections."""
        self._wire.close()

    def _call(self, method: str, body: Mapping[str, Any]) -> Any:
        reply = self._wire.post(f"{self._root}/{method}", body)
        if reply.body.get("ok") is True:
            return reply.body.get("result")
        problem = errors.from_body(reply.body, reply.retry_after)
        if problem is None:
            raise unexplained(reply, self._wire.without_secrets(reply.text))
        problem.detail = self._wire.without_secrets(problem.detail)
        raise problem


def _content(html: str) -> dict[str, Any]:
    return {"text": html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _keyboard(buttons: Rows) -> dict[str, Any]:
    return {"inline_keyboard": [[button.as_json() for button in row] for row in buttons]}
