"""Teams' Workflows webhook: an Adaptive Card, https://adaptivecards.io/explorer/; MessageCards are not taken."""

import json
from typing import Any

from integrations.team_chats import GroupMessage

LONGEST = 4000  # characters of text; a message may have 28 KB


def teams_body(message: GroupMessage) -> str:
    body: list[dict[str, Any]] = [{"type": "TextBlock", "text": message.title, "weight": "Bolder", "wrap": True}]
    if message.text:
        body.append({"type": "TextBlock", "text": message.text[:LONGEST], "wrap": True})
    body.append({"type": "FactSet", "facts": [{"title": name, "value": value} for name, value in message.facts]})
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": message.open_words, "url": message.link}],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": card}
    return json.dumps({"type": "message", "attachments": [attachment]}, ensure_ascii=False)
