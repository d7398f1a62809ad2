"""Incoming webhooks of Slack (path /slack) and Teams' Workflows (/teams): they take what the providers' contracts say."""

import json

from tests.standins.server import Answer, Broken, Request, StandIn

CARD = "application/vnd.microsoft.card.adaptive"
LARGEST_CARD = 28 * 1024


class TeamChatsStandIn(StandIn):
    """`received`: {"kind", "body"}."""

    def reply(self, request: Request) -> Answer:
        body = json.loads(request.raw)
        if request.path.startswith("/slack"):
            _take_slack(body)
            return Answer(200, "ok", accepted={"kind": "slack", "body": body})
        _take_teams(body, len(request.raw))
        return Answer(202, "", accepted={"kind": "teams", "body": body})

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        return Answer(status, "no_service", {"Retry-After": str(int(retry_after))} if retry_after else {})


def _take_slack(body: dict) -> None:
    texts = [block["text"]["text"] for block in body.get("blocks", []) if block["type"] == "section"]
    if not body.get("text") or not texts or max(map(len, texts)) > 3000:
        raise Broken("invalid_payload", Answer(400, "invalid_payload"))


def _take_teams(body: dict, size: int) -> None:
    cards = [one["content"] for one in body.get("attachments", []) if one["contentType"] == CARD]
    if body.get("type") != "message" or not cards or size > LARGEST_CARD:
        raise Broken("no card", Answer(400, "bad"))
    if any(card["type"] != "AdaptiveCard" or card["version"] != "1.4" for card in cards):
        raise Broken("no adaptive card", Answer(400, "bad"))
