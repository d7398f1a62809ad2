"""Plays the Graph API of a page: messages to people who wrote to it, replies to comments."""

import json
import re
from typing import Any

from tests.standins.chats.whatsapp_rules import graph_error
from tests.standins.server import Answer, Broken, Request, StandIn

PATH = re.compile(r"/v[0-9]{2}\.0/(?:(me)/messages|([0-9_]+)/(comments|replies))")


class MetaPageStandIn(StandIn):
    """`received`: {"kind": "message" | "comments" | "replies", "to", "body"}. `refuse["55"] = (10, 2018278)`."""

    def __init__(self, port: int = 0, *, token: str = "EAAG-page-token") -> None:
        super().__init__(port)
        self.token = token
        self.refuse: dict[str, tuple[int, int | None]] = {}

    def reply(self, request: Request) -> Answer:
        if request.header("Authorization") != f"Bearer {self.token}":
            raise Broken("wrong token", graph_error(190, "Invalid OAuth 2.0 Access Token", status=401))
        found, body = PATH.fullmatch(request.path), json.loads(request.raw)
        if found is None or request.method != "POST":
            raise Broken(f"no such edge {request.path}", graph_error(100, "Unknown path components"))
        kind, to = ("message", body["recipient"]["id"]) if found[1] else (found[3], found[2])
        if to in self.refuse:
            code, sub = self.refuse[to]
            error = {"message": "(#10) refused", "type": "OAuthException", "code": code, "error_subcode": sub}
            return Answer(400, {"error": error})
        _take_message(body) if kind == "message" else _take_reply(body)
        number = str(self.number())
        told = {"recipient_id": to, "message_id": f"m_{number}"} if kind == "message" else {"id": f"{to}_{number}"}
        return Answer(200, told, accepted={"kind": kind, "to": to, "body": body})

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        return Answer(status, {}, {"Retry-After": str(int(retry_after))} if retry_after else {})


def _take_message(body: dict[str, Any]) -> None:
    tagged = body.get("messaging_type") == "MESSAGE_TAG"
    wanted = {"recipient", "messaging_type", "message", *(["tag"] if tagged else [])}
    if set(body) != wanted or set(body["message"]) != {"text"} or not 0 < len(body["message"]["text"]) <= 2000:
        raise Broken("invalid parameter", graph_error(100, "Invalid parameter"))
    if body["messaging_type"] not in {"RESPONSE", "MESSAGE_TAG"} or (tagged and body["tag"] != "HUMAN_AGENT"):
        raise Broken("invalid tag", graph_error(100, "Invalid parameter"))


def _take_reply(body: dict[str, Any]) -> None:
    if set(body) != {"message"} or not body["message"]:
        raise Broken("invalid parameter", graph_error(100, "Invalid parameter"))
