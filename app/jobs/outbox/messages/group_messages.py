"""Messages to the groups of Slack, Teams and Telegram that are set."""

from collections.abc import Callable, Iterator

from flask import current_app
from flask_babel import force_locale

from app.jobs.outbox.messages.message import OutgoingMessage
from app.models.messaging.outbox import Channel, OutboxMessage
from integrations.team_chats import GroupMessage
from integrations.team_chats.slack import slack_body
from integrations.team_chats.teams import teams_body

BODIES = {"slack": slack_body, "teams": teams_body}
TEMPLATE = "incident.moved"  # the same for whatever is told


def to_groups(message: OutboxMessage, words: Callable[[str], GroupMessage], path: str) -> Iterator[OutgoingMessage]:
    """One to each group that is set, in the language of the groups. `words` gets the whole address of the page."""
    settings = current_app.config["SETTINGS"]
    with force_locale(settings.group_locale):
        text = words(f"{settings.public_url.rstrip('/')}{path}")
    for kind, body in BODIES.items():
        if settings.group_address(kind):
            yield OutgoingMessage(
                channel=Channel.WEBHOOK,
                template=TEMPLATE,
                facts={"body": body(text)},
                extra={"address": kind, "group": {"kind": kind, "id": f"group_{message.id}"}},
                key=kind,
            )
    if settings.telegram_group_id:
        yield OutgoingMessage(
            channel=Channel.TELEGRAM,
            template=TEMPLATE,
            facts={"words": text},
            extra={"chat_id": settings.telegram_group_id},
            link=path,
            key="group",
        )
