"""The JSON of outgoing WhatsApp messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to write to: by number where known, else by business-scoped user id."""

    wa_id: str | None = None
    user_id: str | None = None

    def __post_init__(self) -> None:
        if not (self.wa_id or self.user_id):
            raise ValueError("A recipient needs a wa_id or a user_id.")

    def address(self) -> dict[str, str]:
        """Give the one addressing field; the number first, as user ids cannot receive every kind of message."""
        if self.wa_id:
            return {"to": self.wa_id}
        return {"recipient": self.user_id or ""}


def envelope(to: Recipient, kind: str, content: Mapping[str, Any], callback_data: str) -> dict[str, Any]:
    """Wrap content into a message; `callback_data` comes back in every status of it."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **to.address(),
        "type": kind,
        kind: content,
        "biz_opaque_callback_data": callback_data,
    }


def template(name: str, language: str, body_parameters: Sequence[str], url_suffix: str | None) -> dict[str, Any]:
    """Fill an approved template."""
    components: list[dict[str, Any]] = []
    if body_parameters:
        components.append({"type": "body", "parameters": [_parameter(value) for value in body_parameters]})
    if url_suffix is not None:
        components.append({"type": "button", "sub_type": "url", "index": "0", "parameters": [_parameter(url_suffix)]})
    filled: dict[str, Any] = {"name": name, "language": {"code": language}}
    return {**filled, "components": components} if components else filled


def reply_buttons(body: str, buttons: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """`buttons`: pairs of id and title; at most three, titles up to 20 characters, the body up to 1024."""
    replies = [{"type": "reply", "reply": {"id": one, "title": title}} for one, title in buttons]
    return {"type": "button", "body": {"text": body}, "action": {"buttons": replies}}


def _parameter(value: str) -> dict[str, str]:
    # Meta refuses variables that are empty or hold newlines, tabs or more than four spaces in a row.
    return {"type": "text", "text": " ".join(value.split()) or "-"}
