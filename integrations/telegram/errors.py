"""Telegram explains refusals in English sentences only; this gives each a code."""

from collections.abc import Mapping
from typing import Any

from integrations.outcome import ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.shapes import reach, text, whole
from integrations.wire import LONGEST_PAUSE

NOT_MODIFIED = "not_modified"

FORBIDDEN = 403
CONFLICT = 409
TOO_MANY = 429
FIRST_SERVER_ERROR = 500
BAD_TOKEN = {401, 404}

_SENTENCES = (
    ("message is not modified", NOT_MODIFIED),
    ("query is too old", "query_too_old"),
    ("query id is invalid", "query_too_old"),
    ("bot was blocked", "blocked"),
    ("user_is_blocked", "blocked"),
    ("user is deactivated", "deactivated"),
    ("user_deactivated", "deactivated"),
    ("can't initiate conversation", "not_started"),
    ("chat not found", "chat_not_found"),
    ("user not found", "chat_not_found"),
    ("peer_id_invalid", "chat_not_found"),
    ("upgraded to a supergroup", "chat_moved"),  # only a group's chat moves, and we write to people
    ("rights to send", "forbidden"),
    ("chat_write_forbidden", "forbidden"),
    ("message to edit not found", "message_not_found"),
    ("message can't be edited", "message_not_editable"),
    ("can't parse entities", "bad_html"),
    ("message is too long", "too_long"),
    ("message text is empty", "empty_text"),
    ("button_data_invalid", "bad_button"),
    ("button", "bad_button"),
    ("webhook", "bad_webhook"),
)


def from_body(body: Mapping[str, Any], retry_after: float | None) -> DeliveryProblem | None:
    """Judge a Bot API answer; None when it is not in the Bot API's error format."""
    status, detail = whole(body, "error_code"), text(body, "description") or ""
    if body.get("ok") is not False or status is None:
        return None
    if status == TOO_MANY:
        return TryLater("429", detail, _asked_pause(body) or retry_after)
    if status >= FIRST_SERVER_ERROR or status == CONFLICT:
        return TryLater(str(status), detail, retry_after)
    if status in BAD_TOKEN:
        return ChannelDown("bad_token", detail)
    return Refused(_code(detail) or ("forbidden" if status == FORBIDDEN else "bad_request"), detail)


def _code(detail: str) -> str | None:
    words = detail.lower()
    return next((code for sentence, code in _SENTENCES if sentence in words), None)


def _asked_pause(body: Mapping[str, Any]) -> float | None:
    seconds = reach(body, "parameters", "retry_after")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= LONGEST_PAUSE:
        return None
    return float(seconds)
