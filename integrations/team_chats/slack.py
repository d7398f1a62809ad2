"""Slack's incoming webhook: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/."""

import json

from integrations.team_chats import GroupMessage

LONGEST = 2900  # characters of a section; Slack takes 3000


def slack_body(message: GroupMessage) -> str:
    """`text` is the notification, `blocks` what is read; `& < >` are the only characters that are escaped."""
    lines = [f"*{_escaped(message.title)}*"]
    lines += [_escaped(message.text)] if message.text else []
    lines += [f"{_escaped(name)}: {_escaped(value)}" for name, value in message.facts]
    lines.append(f"<{_escaped(message.link)}|{_escaped(message.open_words)}>")
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "\n".join(lines)[:LONGEST]}}
    return json.dumps({"text": _escaped(message.title), "blocks": [section]}, ensure_ascii=False)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
