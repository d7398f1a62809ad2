"""Plays Telegram's Bot API."""

import json
import re
import time
from typing import Any

from tests.standins.chats.telegram_rules import bad, check_keyboard, check_text, only, refusal, whole
from tests.standins.server import Answer, Broken, Request, StandIn

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class TelegramStandIn(StandIn):
    """`blocked`, `unknown_chats`, `not_started` hold chat ids, `old_queries` callback ids that are refused as Telegram would.

    Entries of `received`: `method`, `id` (message id), `to` (chat id), `body` (the JSON), `dedupe`.
    `messages[(chat_id, message_id)]` is what each chat shows now.
    """

    def __init__(
        self, port: int = 0, *, token: str = "123456:standin-bot-token", username: str = "sigap_standin_bot"
    ) -> None:
        super().__init__(port)
        self.token, self.username = token, username
        self.blocked: set[int] = set()
        self.unknown_chats: set[int] = set()
        self.not_started: set[int] = set()
        self.old_queries: set[str] = set()
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.webhook: dict[str, Any] | None = None

    def reply(self, request: Request) -> Answer:
        bot, _, method = request.path.strip("/").partition("/")
        if bot != f"bot{self.token}":
            raise Broken("wrong token", refusal(401, "Unauthorized"))
        methods = {
            "sendMessage": self._send,
            "editMessageText": self._edit,
            "answerCallbackQuery": self._answer_query,
            "setWebhook": self._set_webhook,
            "getMe": self._get_me,
        }
        if method not in methods:
            raise Broken(f"no method {method}", refusal(404, "Not Found"))
        return methods[method](self._json(request))

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        if status == 429:
            seconds = 1 if retry_after is None else retry_after
            seconds = int(seconds) if seconds == int(seconds) else seconds
            parameters = {"parameters": {"retry_after": seconds}}
            answer = refusal(429, f"Too Many Requests: retry after {seconds}", **parameters)
            answer.headers["Retry-After"] = str(seconds)
            return answer
        words = {401: "Unauthorized", 403: "Forbidden: bot was blocked by the user", 409: "Conflict"}
        return refusal(status, words.get(status, "Internal Server Error" if status >= 500 else "Bad Request"))

    def _json(self, request: Request) -> dict[str, Any]:
        if request.method == "GET":
            return {}
        if not request.header("Content-Type").startswith("application/json"):
            raise bad("can't parse request: expected JSON")
        try:
            body = json.loads(request.raw)
        except ValueError:
            raise bad("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad("object expected")
        return body

    def _send(self, body: dict[str, Any]) -> Answer:
        only(body, {"chat_id", "text", "parse_mode", "link_preview_options", "reply_markup"})
        chat_id = self._chat(body)
        if isinstance(chat_id, Answer):
            return chat_id
        check_text(body)
        check_keyboard(body.get("reply_markup"))
        message_id = self.number()
        shown = {"text": body["text"], "reply_markup": body.get("reply_markup") or {"inline_keyboard": []}}
        self.messages[chat_id, message_id] = shown
        dedupe = (chat_id, json.dumps(body, sort_keys=True))
        accepted = {"method": "sendMessage", "id": message_id, "to": chat_id, "body": body, "dedupe": dedupe}
        return self._shown(chat_id, message_id, accepted)

    def _edit(self, body: dict[str, Any]) -> Answer:
        only(body, {"chat_id", "message_id", "text", "parse_mode", "link_preview_options", "reply_markup"})
        chat_id = self._chat(body)
        if isinstance(chat_id, Answer):
            return chat_id
        message_id = whole(body, "message_id")
        if (chat_id, message_id) not in self.messages:
            return refusal(400, "Bad Request: message to edit not found")
        check_text(body)
        check_keyboard(body.get("reply_markup"))
        shown = {"text": body["text"], "reply_markup": body.get("reply_markup") or {"inline_keyboard": []}}
        if self.messages[chat_id, message_id] == shown:
            same = "specified new message content and reply markup are exactly the same as a current content"
            return refusal(400, f"Bad Request: message is not modified: {same} and reply markup of the message")
        self.messages[chat_id, message_id] = shown
        accepted = {"method": "editMessageText", "id": message_id, "to": chat_id, "body": body}
        return self._shown(chat_id, message_id, accepted)

    def _answer_query(self, body: dict[str, Any]) -> Answer:
        only(body, {"callback_query_id", "text", "show_alert", "url", "cache_time"})
        query, words = body.get("callback_query_id"), body.get("text", "")
        if not isinstance(query, str) or not query:
            raise bad("query_id is invalid")
        if not isinstance(words, str) or len(words) > 200:
            raise bad("MESSAGE_TOO_LONG")
        if not isinstance(body.get("show_alert", False), bool):
            raise bad("show_alert must be a boolean")
        if query in self.old_queries:
            return refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        accepted = {"method": "answerCallbackQuery", "id": query, "to": None, "body": body}
        return Answer(200, {"ok": True, "result": True}, accepted=accepted)

    def _set_webhook(self, body: dict[str, Any]) -> Answer:
        only(body, {"url", "secret_token", "allowed_updates", "max_connections", "drop_pending_updates"})
        if not str(body.get("url", "")).startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not isinstance(body.get("secret_token", "x"), str) or not SECRET.fullmatch(body.get("secret_token", "x")):
            raise bad("secret token contains unallowed characters")
        self.webhook = body
        accepted = {"method": "setWebhook", "id": None, "to": None, "body": body}
        done = {"ok": True, "result": True, "description": "Webhook was set"}
        return Answer(200, done, accepted=accepted)

    def _get_me(self, _: dict[str, Any]) -> Answer:
        me = {"id": int(self.token.partition(":")[0]), "is_bot": True, "first_name": "Sigap", "username": self.username}
        return Answer(200, {"ok": True, "result": me})

    def _chat(self, body: dict[str, Any]) -> int | Answer:
        chat_id = whole(body, "chat_id")
        if chat_id in self.blocked:
            return refusal(403, "Forbidden: bot was blocked by the user")
        if chat_id in self.not_started:
            return refusal(403, "Forbidden: bot can't initiate conversation with a user")
        if chat_id in self.unknown_chats:
            return refusal(400, "Bad Request: chat not found")
        return chat_id

    def _shown(self, chat_id: int, message_id: int, accepted: dict[str, Any]) -> Answer:
        chat = {"id": chat_id, "type": "private", "first_name": "Budi"}
        result = {"message_id": message_id, "date": int(time.time()), "chat": chat, "text": accepted["body"]["text"]}
        return Answer(200, {"ok": True, "result": result}, accepted=accepted)
